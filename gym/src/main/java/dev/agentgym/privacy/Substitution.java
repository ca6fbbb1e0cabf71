package dev.agentgym.privacy;

import dev.agentgym.trace.SeenIds;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The replacements of one conversation, applied to any text of it in one pass, the longest value first.
///
/// A value is known again in other spellings: whatever the case, a number with other separators between its digits,
/// the local part of an e-mail address. A name that is also a common word (`Bill`, `Mark`) is known again only with
/// a capital. No replacement is equal to a value of the conversation or to another replacement.
final class Substitution {

    /// Names that are also words: in small letters they are taken for the word.
    private static final Set<String> WORDS = Set.of(
            "will", "bill", "mark", "may", "grace", "rose", "hope", "art", "chase", "dean", "drew", "faith", "grant",
            "jack", "joy", "june", "april", "august", "summer", "pat", "rich", "rob", "sue", "frank", "gene", "guy",
            "hunter", "miles", "nick", "page", "penny", "ray", "ward", "wade", "young", "long", "short", "brown",
            "white", "black", "green", "gray", "king", "cook", "baker", "price", "bell", "bush", "field", "fields",
            "hill", "lake", "park", "stone", "wood", "woods", "west", "day", "rice", "fox", "wolf", "love", "good",
            "best", "case", "cash", "banks", "sharp", "small", "little", "strong", "church", "bishop", "fisher",
            "miller", "porter", "mason", "carter", "turner", "walker", "parker", "read", "so", "an", "in", "do", "my",
            "he", "ever", "than");

    private static final int SHORTEST_LOCAL_PART = 5;
    private static final int SHORTEST = 3;

    private final Optional<byte[]> key;
    private final String conversation;
    private final Map<String, String> replacements = new LinkedHashMap<>();
    private final Map<String, Kind> kinds;
    private final List<Rule> rules = new ArrayList<>();

    /// How one value is found in text and what is put in its place.
    private record Rule(Pattern pattern, String replacement, boolean byDigit) {

        String replacement(String found) {
            return byDigit ? digits(found) : replacement;
        }

        /// The new digits between the separators that were found.
        private String digits(String found) {
            String digits = replacement.replaceAll("\\D", "");
            StringBuilder text = new StringBuilder();
            int next = 0;
            for (int i = 0; i < found.length(); i++) {
                char c = found.charAt(i);
                text.append(Character.isDigit(c) && next < digits.length() ? digits.charAt(next++) : c);
            }
            return text.toString();
        }
    }

    private record Place(int from, int to, String replacement) {}

    Substitution(Findings findings, Optional<byte[]> key, String conversation) {
        this.key = key;
        this.conversation = conversation;
        this.kinds = findings.values();
        Set<String> taken = new HashSet<>();
        findings.values().keySet().forEach(value -> taken.add(normal(value)));
        findings.values().forEach((value, kind) -> draw(value, kind, taken));
        findings.values().forEach((value, kind) -> rule(value, kind));
    }

    private void draw(String value, Kind kind, Set<String> taken) {
        Optional<String> sameInOtherCase = replacements.keySet().stream()
                .filter(other -> normal(other).equals(normal(value)))
                .findFirst();
        if (sameInOtherCase.isPresent()) {
            replacements.put(value, replacements.getOrDefault(sameInOtherCase.get(), ""));
            return;
        }
        int ordinal = replacements.size();
        for (int attempt = 0; ; attempt++) {
            String invented = new Invention(seed(kind, value, ordinal, attempt)).of(kind, value);
            if (taken.add(normal(invented)) || attempt > 1000) {
                replacements.put(value, invented);
                return;
            }
        }
    }

    private static String normal(String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        return lower.matches("[\\d\\s().+-]+") ? lower.replaceAll("\\D", "") : lower;
    }

    private long seed(Kind kind, String value, int ordinal, int attempt) {
        if (key.isEmpty()) {
            return SeenIds.hash(conversation + "\0" + kind + "\0" + ordinal + "\0" + attempt);
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.get(), "HmacSHA256"));
            String message = kind + "\0" + normal(value) + "\0" + attempt;
            return ByteBuffer.wrap(mac.doFinal(message.getBytes(StandardCharsets.UTF_8)))
                    .getLong();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private void rule(String value, Kind kind) {
        String replacement = replacements.getOrDefault(value, "");
        switch (kind) {
            case FIRST_NAME, LAST_NAME -> name(value, replacement);
            case EMAIL -> {
                literal(value, replacement);
                String local = value.substring(0, value.indexOf('@'));
                if (local.length() >= SHORTEST_LOCAL_PART) {
                    literal(local, replacement.substring(0, replacement.indexOf('@')));
                }
            }
            case PHONE, CARD -> number(value, replacement);
            case BANK_ACCOUNT, STREET, CITY, POSTAL_CODE, BIRTH_DATE, PERSON_ID -> literal(value, replacement);
        }
    }

    private void name(String value, String replacement) {
        boolean word = value.length() < SHORTEST || WORDS.contains(value.toLowerCase(Locale.ROOT));
        if (!word) {
            literal(value, replacement);
            return;
        }
        String capital = value.substring(0, 1).toUpperCase(Locale.ROOT)
                + value.substring(1).toLowerCase(Locale.ROOT);
        Stream.of(value, capital, value.toUpperCase(Locale.ROOT))
                .distinct()
                .forEach(spelling -> rules.add(new Rule(bounded(Pattern.quote(spelling), 0), replacement, false)));
    }

    private void literal(String value, String replacement) {
        String spaced = String.join(
                "\\s+",
                Arrays.stream(value.split("\\s+", -1)).map(Pattern::quote).toList());
        int flags = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
        rules.add(new Rule(bounded(spaced, value.length() < SHORTEST ? 0 : flags), replacement, false));
    }

    private void number(String value, String replacement) {
        List<String> digits = value.chars()
                .filter(Character::isDigit)
                .mapToObj(c -> String.valueOf((char) c))
                .toList();
        if (digits.size() < SHORTEST) {
            literal(value, replacement);
        } else {
            rules.add(new Rule(bounded(String.join("[\\s().-]{0,3}", digits), 0), replacement, true));
        }
    }

    private static Pattern bounded(String pattern, int flags) {
        return Pattern.compile("(?<![\\p{L}\\p{N}])" + pattern + "(?![\\p{L}\\p{N}])", flags);
    }

    /// How many different values of each kind there are; spellings of one value count once.
    Map<Kind, Long> counts() {
        Map<Kind, Set<String>> different = new EnumMap<>(Kind.class);
        kinds.forEach((value, kind) -> different
                .computeIfAbsent(kind, key -> new HashSet<>())
                .add(replacements.getOrDefault(value, "").toLowerCase(Locale.ROOT)));
        Map<Kind, Long> counts = new EnumMap<>(Kind.class);
        different.forEach((kind, values) -> counts.put(kind, (long) values.size()));
        return counts;
    }

    /// The text with every value replaced.
    String text(String text) {
        List<Place> places = new ArrayList<>();
        for (Rule rule : rules) {
            Matcher matcher = rule.pattern().matcher(text);
            while (matcher.find()) {
                places.add(new Place(matcher.start(), matcher.end(), rule.replacement(matcher.group())));
            }
        }
        if (places.isEmpty()) {
            return text;
        }
        places.sort(Comparator.comparingInt(Place::from).thenComparing(Place::to, Comparator.reverseOrder()));
        StringBuilder changed = new StringBuilder();
        int end = 0;
        for (Place place : places) {
            if (place.from() >= end) {
                changed.append(text, end, place.from()).append(place.replacement());
                end = place.to();
            }
        }
        return changed.append(text, end, text.length()).toString();
    }

    /// The replacement of a text that is one value as a whole, else the text.
    String whole(String text) {
        return replacements.getOrDefault(text, text);
    }
}
