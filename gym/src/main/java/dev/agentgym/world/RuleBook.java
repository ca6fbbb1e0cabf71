package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.program.Guard;
import dev.agentgym.program.Guards;
import dev.agentgym.program.Margin;
import dev.agentgym.program.Precondition;
import dev.agentgym.program.Program;
import dev.agentgym.program.RuleReader;
import dev.agentgym.program.RuleSyntaxException;
import dev.agentgym.program.Unexplained;
import dev.agentgym.trace.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Writes learned rules down, so that a world that is learned again from the same traces need not learn them again.
/// Formulas are written as people read them. What a rule speaks of (tables, lists) is looked up in the world that
/// reads it. Immutable.
final class RuleBook {

    private final Map<String, Table> tables;
    private final Store store;

    RuleBook(Tables tables, Store store) {
        this.tables = tables.all().stream().collect(Collectors.toMap(Table::name, table -> table));
        this.store = store;
    }

    /// The rules of a tool; empty where they cannot be read again as they are, so that they have to be learned.
    Optional<ObjectNode> written(ToolRules rules) {
        ObjectNode json = write(rules);
        return read(rules.tool(), json).map(RuleBook::write).filter(json::equals);
    }

    /// The rules of a tool as they were written; empty where they do not fit this world.
    Optional<ToolRules> read(String tool, JsonNode json) {
        try {
            return Optional.of(rules(tool, json));
        } catch (RuleSyntaxException | UnknownTableException e) {
            return Optional.empty();
        }
    }

    private static ObjectNode write(ToolRules rules) {
        ObjectNode json = Json.object().put("writes", rules.writes());
        rules.binder().bindings().forEach(binding -> json.withArray("bindings").add(write(binding)));
        rules.binder()
                .enrichments()
                .forEach(each -> json.withArray("enrichments")
                        .addObject()
                        .put("mark", each.mark())
                        .put("table", each.table().name())
                        .<ObjectNode>set("list", Json.of(each.list()))
                        .set("key", Json.of(each.key())));
        rules.binder().shown().forEach(table -> json.withArray("shown").add(table.name()));
        rules.guards().inOrder().forEach(guard -> json.withArray("guards").add(write(guard)));
        json.set("unexplained", Json.of(rules.guards().unexplained()));
        json.put("accepting", rules.accepting());
        rules.preconditions()
                .forEach(each -> json.withArray("preconditions")
                        .addObject()
                        .put("never", each.never().text())
                        .put("support", each.support())
                        .put("share", each.share())
                        .put("refused", each.refused()));
        json.put("changing", rules.changing()).put("single", rules.single());
        rules.reads().forEach(binding -> json.withArray("reads").add(write(binding)));
        rules.answer().ifPresent(answer -> json.set("answer", write(answer)));
        rules.effects().forEach(effect -> json.withArray("effects").add(write(effect)));
        json.set("doubtful", Json.of(new TreeSet<>(rules.doubtful())));
        rules.listed().ifPresent(listed -> {
            ObjectNode list = json.putObject("lists");
            listed.beside().ifPresent(answer -> list.set("beside", write(answer)));
        });
        return json;
    }

    private static ObjectNode write(Binding binding) {
        ObjectNode json = Json.object()
                .put("name", binding.name())
                .put("table", binding.table().name())
                .put("field", binding.field());
        ArrayNode key = json.putArray("key");
        binding.key().forEach(path -> key.add(Json.of(path.steps())));
        return json;
    }

    private static ObjectNode write(Guard guard) {
        ObjectNode json = Json.object()
                .put("when", guard.when().text())
                .put("says", guard.says().text())
                .put("support", guard.support())
                .put("against", guard.against())
                .put("unknown", guard.unknown());
        guard.margin().ifPresent(margin -> json.set("margin", Json.of(margin)));
        guard.as().forEach(tool -> json.withArray("as").add(tool));
        return json;
    }

    private static ObjectNode write(ToolRules.Answer answer) {
        return Json.object()
                .put("program", answer.program().text())
                .put("support", answer.support())
                .put("against", answer.against())
                .set("examples", Json.of(answer.examples()));
    }

    private static ObjectNode write(ToolRules.Effect effect) {
        ObjectNode json = Json.object()
                .put("row", effect.row())
                .put("table", effect.table().name())
                .put("support", effect.support());
        ObjectNode fields = json.putObject("fields");
        effect.fields().forEach((field, program) -> fields.put(field, program.text()));
        return json.set("unexplained", Json.of(new TreeSet<>(effect.unexplained())));
    }

    private ToolRules rules(String tool, JsonNode json) {
        Binder binder = new Binder(
                all(json.path("bindings"), this::binding),
                all(json.path("enrichments"), this::enrichment),
                all(json.path("shown"), this::table));
        Guards guards = new Guards(
                all(json.path("guards"), RuleBook::guard), all(json.path("unexplained"), RuleBook::unexplained));
        return new ToolRules(
                tool,
                json.path("writes").asBoolean(),
                binder,
                guards,
                json.path("accepting").asDouble(),
                all(json.path("preconditions"), RuleBook::precondition),
                json.path("changing").asInt(),
                json.path("single").asInt(),
                all(json.path("reads"), this::binding),
                answer(json.path("answer")),
                all(json.path("effects"), this::effect),
                new TreeSet<>(texts(json.path("doubtful"))),
                json.has("lists") ? Optional.of(listed(tool, json.path("lists"))) : Optional.empty());
    }

    private static <T> List<T> all(JsonNode list, Function<JsonNode, T> reader) {
        return StreamSupport.stream(list.spliterator(), false).map(reader).toList();
    }

    private static List<String> texts(JsonNode list) {
        return all(list, JsonNode::asText);
    }

    private Table table(JsonNode name) {
        return Optional.ofNullable(tables.get(name.asText())).orElseThrow(UnknownTableException::new);
    }

    private Binding binding(JsonNode json) {
        List<Program.Path> key = all(json.path("key"), steps -> new Program.Path(texts(steps)));
        return new Binding(
                json.path("name").asText(),
                table(json.path("table")),
                json.path("field").asText(),
                key);
    }

    private Enrichment enrichment(JsonNode json) {
        return new Enrichment(
                texts(json.path("list")),
                json.path("mark").asText(),
                table(json.path("table")),
                texts(json.path("key")));
    }

    private static Guard guard(JsonNode json) {
        JsonNode margin = json.path("margin");
        return new Guard(
                RuleReader.predicate(json.path("when").asText(), Set.of()),
                program(json.path("says")),
                json.path("support").asInt(),
                json.path("against").asInt(),
                json.path("unknown").asInt(),
                margin.isMissingNode()
                        ? Optional.empty()
                        : Optional.of(new Margin(
                                margin.path("accepted").asDouble(),
                                margin.path("refused").asDouble())),
                texts(json.path("as")));
    }

    private static Precondition precondition(JsonNode json) {
        return new Precondition(
                RuleReader.predicate(json.path("never").asText(), Set.of()),
                json.path("support").asInt(),
                json.path("share").asDouble(),
                json.path("refused").asInt());
    }

    private static Program program(JsonNode text) {
        return RuleReader.program(text.asText(), Set.of());
    }

    private static Unexplained unexplained(JsonNode json) {
        return new Unexplained(json.path("words").asText(), all(json.path("cases"), JsonNode::asInt));
    }

    private static Optional<ToolRules.Answer> answer(JsonNode json) {
        return json.isMissingNode()
                ? Optional.empty()
                : Optional.of(new ToolRules.Answer(
                        program(json.path("program")),
                        json.path("support").asInt(),
                        json.path("against").asInt(),
                        texts(json.path("examples"))));
    }

    private ToolRules.Effect effect(JsonNode json) {
        SortedMap<String, Program> fields = new TreeMap<>();
        json.path("fields").properties().forEach(field -> fields.put(field.getKey(), program(field.getValue())));
        return new ToolRules.Effect(
                json.path("row").asText(),
                table(json.path("table")),
                fields,
                new TreeSet<>(texts(json.path("unexplained"))),
                json.path("support").asInt());
    }

    private ToolRules.Listed listed(String tool, JsonNode json) {
        Listing listing = store.listing(tool).orElseThrow(UnknownTableException::new);
        return new ToolRules.Listed(listing, answer(json.path("beside")));
    }

    /// A rule speaks of what this world does not have.
    private static final class UnknownTableException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
