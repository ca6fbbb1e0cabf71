package dev.agentgym;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.fidelity.FidelityCard;
import dev.agentgym.reward.RewardFunction;
import dev.agentgym.task.Tasks;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.TraceException;
import dev.agentgym.trace.Traces;
import dev.agentgym.world.OverrideException;
import dev.agentgym.world.Overrides;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A gym on disk: `gym.json` (format, hashes, counts), `traces.jsonl.zst`, `world.json` (the tool catalog, for
/// people and other programs), `rules.json` (the learned rules, so that they need not be learned again),
/// `tasks.jsonl` (what the customers came for), `reward.json` (what the logs taught the reward),
/// `cards/fidelity.json` (how often the tools were right), `cards/tasks.json` (what the audit of the tasks found),
/// `cards/reward.json` (how far the reward can be trusted), `cards/user.json` (how much like the logged customers
/// the simulated ones are) and `cards/environment.json` (whether the environment keeps its promises). A person may
/// put `overrides.yaml` beside them, which is kept when the gym is made anew.
///
/// A gym is written into a hidden folder beside its place and moved there when it is whole.
final class GymFolder {

    /// Raised when a newer layout cannot be read by older code.
    private static final int FORMAT = 6;

    private static final String GYM = "gym.json";
    private static final String TRACES = "traces.jsonl.zst";
    private static final String WORLD = "world.json";
    private static final String RULES = "rules.json";
    private static final String TASKS = "tasks.jsonl";
    private static final String REWARD = "reward.json";
    private static final String OVERRIDES = "overrides.yaml";
    private static final String CARD = "cards/fidelity.json";
    private static final String TASK_CARD = "cards/tasks.json";
    private static final String REWARD_CARD = "cards/reward.json";
    private static final String USER_CARD = "cards/user.json";
    private static final String ENVIRONMENT_CARD = "cards/environment.json";

    private GymFolder() {}

    static void save(Gym gym, Path folder) {
        Path target = folder.toAbsolutePath().normalize();
        refuseOthers(target);
        Path parent = Optional.ofNullable(target.getParent()).orElse(target);
        Path draft = parent.resolve("." + target.getFileName() + ".draft");
        try {
            remove(draft);
            Files.createDirectories(draft.resolve(CARD).getParent());
            write(keeping(gym, target), draft);
            replace(target, draft);
        } catch (IOException e) {
            throw new GymException(
                    "cannot write the gym " + folder + ": " + e.getMessage() + " ("
                            + e.getClass().getSimpleName()
                            + "); check that the folder above may be written to and the disk has room",
                    e);
        } finally {
            removeQuietly(draft);
        }
    }

    /// What a person wrote into the folder of the gym outlasts the gym.
    private static Gym keeping(Gym gym, Path target) throws IOException {
        Overrides kept = overrides(target);
        return kept.yaml().isEmpty() ? gym : gym.with(kept);
    }

    private static Overrides overrides(Path folder) throws IOException {
        Path file = folder.resolve(OVERRIDES);
        if (!Files.exists(file)) {
            return Overrides.NONE;
        }
        try {
            Overrides overrides = Overrides.parse(Files.readString(file), OVERRIDES);
            Path world = folder.resolve(WORLD);
            return Files.exists(world) ? overrides.remembering(Json.parse(Files.readString(world))) : overrides;
        } catch (OverrideException e) {
            throw new GymException("the gym " + folder + ": " + e.getMessage(), e);
        }
    }

    private static void write(Gym gym, Path draft) throws IOException {
        if (!gym.overrides().yaml().isEmpty()) {
            Files.writeString(draft.resolve(OVERRIDES), gym.overrides().yaml());
        }
        Traces.write(draft.resolve(TRACES), gym.traces());
        write(draft.resolve(RULES), gym.world().learnedRules());
        gym.tasks().write(draft.resolve(TASKS));
        write(draft.resolve(TASK_CARD), gym.mined().card());
        write(draft.resolve(REWARD), gym.rewardFunction().toJson());
        write(draft.resolve(REWARD_CARD), gym.rewardCard());
        write(draft.resolve(USER_CARD), gym.userCard());
        write(draft.resolve(ENVIRONMENT_CARD), gym.environmentCard());
        write(draft.resolve(WORLD), gym.world().toJson());
        write(draft.resolve(CARD), gym.fidelity().toJson());
        ObjectNode about = Json.object().put("format", FORMAT);
        about.put("traces_sha256", sha256(draft.resolve(TRACES)));
        about.put("rules_sha256", sha256(draft.resolve(RULES)));
        about.put("tasks_sha256", sha256(draft.resolve(TASKS)));
        about.put("reward_sha256", sha256(draft.resolve(REWARD)));
        about.set("counts", gym.statistics().toJson());
        write(draft.resolve(GYM), about);
    }

    /// A log may hold half a character, which no file can: it becomes a question mark instead of a failure.
    private static void write(Path file, JsonNode json) throws IOException {
        Files.write(file, (Json.pretty(json) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    static Gym load(Path folder, Map<String, String> environment) {
        try {
            JsonNode about = Json.parse(Files.readString(checked(folder).resolve(GYM)));
            if (about.path("format").asInt() != FORMAT) {
                throw new GymException("the gym " + folder + " has format " + about.path("format")
                        + ", this version reads " + FORMAT + "; make it anew with `agent-gym create`");
            }
            checkWhole(folder, TRACES, about.path("traces_sha256"));
            checkWhole(folder, RULES, about.path("rules_sha256"));
            FidelityCard card = FidelityCard.fromJson(Json.parse(Files.readString(folder.resolve(CARD))));
            Gym gym = Gym.of(Traces.read(folder.resolve(TRACES)), card, environment)
                    .recalling(Json.parse(Files.readString(folder.resolve(RULES))))
                    .having(studied(folder, about));
            Overrides overrides = overrides(folder);
            return overrides.yaml().isEmpty() ? gym : gym.with(overrides);
        } catch (IOException | TraceException e) {
            throw new GymException(
                    "cannot read the gym " + folder + ": " + e.getMessage() + "; make it anew with `agent-gym create`",
                    e);
        }
    }

    /// Each part is read when it is first asked for: not every command needs it.
    private static Studied studied(Path folder, JsonNode about) {
        return Studied.known(
                () -> read("tasks", folder, () -> {
                    checkWhole(folder, TASKS, about.path("tasks_sha256"));
                    return new Mined(Tasks.read(folder.resolve(TASKS)), json(folder, TASK_CARD));
                }),
                () -> read("reward", folder, () -> {
                    checkWhole(folder, REWARD, about.path("reward_sha256"));
                    RewardFunction reward = RewardFunction.standard().with(json(folder, REWARD));
                    return new Schooled(reward, json(folder, REWARD_CARD));
                }),
                () -> read("customer's card", folder, () -> json(folder, USER_CARD)),
                () -> read("environment's card", folder, () -> json(folder, ENVIRONMENT_CARD)));
    }

    private static JsonNode json(Path folder, String file) throws IOException {
        return Json.parse(Files.readString(folder.resolve(file)));
    }

    /// Something that can fail for want of a file.
    private interface Reading<T> {
        T read() throws IOException;
    }

    private static <T> T read(String what, Path folder, Reading<T> reading) {
        try {
            return reading.read();
        } catch (IOException | TraceException e) {
            throw new GymException(
                    "cannot read the " + what + " of the gym " + folder + ": " + e.getMessage()
                            + "; make it anew with `agent-gym create`",
                    e);
        }
    }

    private static void checkWhole(Path folder, String file, JsonNode expected) throws IOException {
        if (!expected.asText().equals(sha256(folder.resolve(file)))) {
            throw new GymException("the gym " + folder + " is damaged: " + file
                    + " is not what gym.json says; make it anew with `agent-gym create`");
        }
    }

    private static Path checked(Path folder) {
        if (!Files.isRegularFile(folder.resolve(GYM))) {
            throw new GymException(
                    "no gym at " + folder + " (it has no " + GYM + "); make one with `agent-gym create`");
        }
        return folder;
    }

    /// Only a gym may be replaced: a mistyped path must not cost somebody a folder.
    private static void refuseOthers(Path target) {
        try {
            if (!Files.exists(target) || Files.isRegularFile(target.resolve(GYM))) {
                return;
            }
            if (!Files.isDirectory(target)) {
                throw new GymException(target + " is a file; name a folder for the gym");
            }
            try (Stream<Path> inside = Files.list(target)) {
                if (inside.findAny().isPresent()) {
                    throw new GymException(target + " holds something else than a gym; name a new or empty folder");
                }
            }
        } catch (IOException e) {
            throw new GymException("cannot look into " + target + ": " + e.getMessage(), e);
        }
    }

    private static void replace(Path target, Path draft) throws IOException {
        Path old = target.resolveSibling("." + target.getFileName() + ".old");
        remove(old);
        if (Files.exists(target)) {
            Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        remove(old);
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> inside = Files.walk(folder)) {
            all = inside.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.delete(each);
        }
    }

    /// What is left of a draft is hidden and is removed by the next attempt at the latest; the first failure is the
    /// one to tell.
    private static void removeQuietly(Path draft) {
        try {
            remove(draft);
        } catch (IOException e) {
            System.getLogger(GymFolder.class.getName())
                    .log(System.Logger.Level.WARNING, "cannot remove {0}: {1}", draft, e.getMessage());
        }
    }

    private static String sha256(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
