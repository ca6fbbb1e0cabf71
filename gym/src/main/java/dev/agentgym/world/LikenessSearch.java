package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Learns what the values of a table are like. For one thread.
///
/// A text is taken over only if it is a choice: several rows share it, and neither its name nor its looks speak of
/// a person.
final class LikenessSearch {

    private static final int DEEPEST = 8;
    private static final int MOST_CHOICES = 24;
    private static final int LONGEST_CHOICE = 60;
    private static final double MOSTLY = 0.5;
    private static final int MOST_DECIMALS = 4;
    private static final int DAY = 10;
    private static final int OFTEN = 3;

    static final Pattern PERSONAL = Pattern.compile("(?i).*(e-?mail|phone|mobile|street|address|zip|post_?al|postcode"
            + "|birth|\\bdob|ssn|passport|iban|card|first_?name|last_?name|surname|given|full_?name|holder|recipient"
            + "|passenger|contact|signature|note|comment|message|username|user_name|customer_name).*");
    private static final Pattern PERSON_NAME =
            Pattern.compile("\\p{Lu}\\p{Ll}+( \\p{Lu}\\p{Ll}*\\.?)? \\p{Lu}\\p{Ll}+");

    private final References references;
    private final Personal personal;
    private final boolean ofPerson;

    /// @param ofPerson whether the values belong to a person
    LikenessSearch(References references, Personal personal, boolean ofPerson) {
        this.references = references;
        this.personal = personal;
        this.ofPerson = ofPerson;
    }

    /// A value, and the number of the row that holds it: twice in one row is not shared.
    private record Held(JsonNode value, int row) {}

    /// What the rows of a table of this name are like.
    Likeness of(String name, List<JsonNode> rows) {
        List<Held> held = new ArrayList<>();
        rows.forEach(row -> held.add(new Held(row, held.size())));
        return of(name, held, 0);
    }

    private Likeness of(String name, List<Held> values, int depth) {
        List<Held> given = values.stream().filter(held -> !held.value.isNull()).toList();
        if (given.isEmpty() || depth > DEEPEST) {
            return new Likeness.Nothing();
        }
        Likeness like = ofGiven(name, given, depth);
        return given.size() == values.size()
                ? like
                : new Likeness.Sometimes((double) given.size() / values.size(), like);
    }

    private Likeness ofGiven(String name, List<Held> given, int depth) {
        List<Held> objects =
                given.stream().filter(held -> held.value.isObject()).toList();
        List<Held> lists = given.stream().filter(held -> held.value.isArray()).toList();
        if (objects.size() * 2 > given.size()) {
            return ofObjects(name, objects, depth);
        }
        if (lists.size() * 2 > given.size()) {
            List<Held> elements = new ArrayList<>();
            lists.forEach(list -> list.value.forEach(element -> elements.add(new Held(element, list.row))));
            return new Likeness.Several(sizes(lists), of(name, elements, depth + 1));
        }
        List<Held> held =
                given.stream().filter(each -> !each.value.isContainerNode()).toList();
        List<JsonNode> scalars = held.stream().map(Held::value).toList();
        if (scalars.stream().allMatch(JsonNode::isBoolean)) {
            return new Likeness.Choice(scalars);
        }
        boolean numbers = scalars.stream().allMatch(JsonNode::isNumber);
        return reference(name, held, scalars, numbers)
                .or(() -> numbers ? Optional.of(amount(scalars)) : choice(name, held))
                .orElseGet(() -> ofTexts(name, scalars));
    }

    private static List<Integer> sizes(List<Held> containers) {
        return containers.stream().map(held -> held.value.size()).toList();
    }

    private Likeness ofObjects(String name, List<Held> objects, int depth) {
        Map<String, List<Held>> fields = new TreeMap<>();
        long dictionaries = objects.stream()
                .filter(object -> Sites.isDictionary((ObjectNode) object.value))
                .count();
        objects.forEach(object -> object.value
                .properties()
                .forEach(field -> fields.computeIfAbsent(field.getKey(), any -> new ArrayList<>())
                        .add(new Held(field.getValue(), object.row))));
        if (dictionaries * 2 > objects.size()) {
            List<Held> all =
                    fields.values().stream().flatMap(Collection::stream).toList();
            return new Likeness.Dictionary(
                    sizes(objects), KeyShape.of(List.copyOf(fields.keySet())), of(name, all, depth + 1));
        }
        TreeMap<String, Likeness.Field> likes = new TreeMap<>();
        fields.forEach((field, values) -> likes.put(
                field, new Likeness.Field((double) values.size() / objects.size(), of(field, values, depth + 1))));
        return new Likeness.Thing(likes);
    }

    /// Keys of other rows. Only those that many rows share and that lead to no person are taken over.
    private Optional<Likeness> reference(String name, List<Held> held, List<JsonNode> scalars, boolean numbers) {
        if (!References.isReference(name, scalars) || !scalars.stream().allMatch(Identifiers::mayBeKey)) {
            return Optional.empty();
        }
        List<Table> domain = references.domainOf(scalars);
        KeyShape shape = shape(scalars);
        if (domain.isEmpty()) {
            return Identifiers.named(name) ? Optional.of(new Likeness.Code(shape, numbers)) : Optional.empty();
        }
        List<JsonNode> shared = domain.stream().anyMatch(personal::is) ? List.of() : shared(held, OFTEN);
        return Optional.of(new Likeness.Reference(domain, shared, shape, numbers));
    }

    /// The values that at least so many rows hold.
    private static List<JsonNode> shared(List<Held> held, int rows) {
        Map<JsonNode, Set<Integer>> holders = new LinkedHashMap<>();
        held.forEach(each ->
                holders.computeIfAbsent(each.value, any -> new HashSet<>()).add(each.row));
        return held.stream()
                .map(Held::value)
                .filter(value -> holders.getOrDefault(value, Set.of()).size() >= rows)
                .toList();
    }

    private static KeyShape shape(List<JsonNode> values) {
        return KeyShape.of(values.stream().map(JsonNode::asText).distinct().toList());
    }

    private static Likeness amount(List<JsonNode> numbers) {
        List<BigDecimal> sorted = numbers.stream()
                .map(JsonNode::decimalValue)
                .sorted(Comparator.naturalOrder())
                .toList();
        boolean whole = numbers.stream().allMatch(JsonNode::isIntegralNumber);
        int decimals = sorted.stream()
                .mapToInt(number -> number.stripTrailingZeros().scale())
                .max()
                .orElse(0);
        return new Likeness.Amount(
                sorted.getFirst(), sorted.getLast(), whole ? 0 : Math.clamp(decimals, 1, MOST_DECIMALS));
    }

    private Optional<Likeness> choice(String name, List<Held> texts) {
        long different = texts.stream().map(Held::value).distinct().count();
        List<JsonNode> shared = shared(texts, 2).stream()
                .filter(text -> isChoice(text.asText()))
                .toList();
        boolean chosen = different <= MOST_CHOICES && !shared.isEmpty() && shared.size() >= MOSTLY * texts.size();
        return chosen && !isPersonal(name) ? Optional.of(new Likeness.Choice(shared)) : Optional.empty();
    }

    private boolean isPersonal(String name) {
        return PERSONAL.matcher(name).matches()
                || (ofPerson && name.toLowerCase(Locale.ROOT).endsWith("name"));
    }

    private static boolean isChoice(String text) {
        return text.length() <= LONGEST_CHOICE
                && TextFormat.of(text) != TextFormat.EMAIL
                && !PERSON_NAME.matcher(text).matches();
    }

    private Likeness ofTexts(String name, List<JsonNode> values) {
        List<String> texts = values.stream().map(JsonNode::asText).toList();
        Optional<Likeness> dated = days(texts);
        if (dated.isPresent()) {
            return dated.get();
        }
        String lower = name.toLowerCase(Locale.ROOT);
        String like = texts.getFirst();
        if (texts.stream().allMatch(text -> TextFormat.of(text) == TextFormat.EMAIL)) {
            return new Likeness.Personal(Likeness.Personal.Kind.MAIL, "");
        }
        if (lower.matches(".*(phone|mobile|tel|fax).*")) {
            return new Likeness.Personal(Likeness.Personal.Kind.PHONE, like.replaceAll("\\d", "0"));
        }
        if (lower.matches(".*(street|address).*")) {
            return new Likeness.Personal(Likeness.Personal.Kind.STREET, "");
        }
        return named(lower, texts)
                .or(() -> Optional.<Likeness>of(new Likeness.Code(shape(values), false))
                        .filter(code -> values.stream().allMatch(Identifiers::looksLike)))
                .orElseGet(() -> new Likeness.Prose(name.replace('_', ' ')));
    }

    private Optional<Likeness> named(String lower, List<String> texts) {
        if (lower.matches(".*(first_?name|given).*")) {
            return Optional.of(new Likeness.Personal(Likeness.Personal.Kind.FIRST_NAME, ""));
        }
        if (lower.matches(".*(last_?name|surname|family).*")) {
            return Optional.of(new Likeness.Personal(Likeness.Personal.Kind.LAST_NAME, ""));
        }
        boolean names = texts.stream()
                        .filter(text -> PERSON_NAME.matcher(text).matches())
                        .count()
                > texts.size() / 2;
        return names || (ofPerson && lower.endsWith("name"))
                ? Optional.of(new Likeness.Personal(Likeness.Personal.Kind.FULL_NAME, ""))
                : Optional.empty();
    }

    private static Optional<Likeness> days(List<String> texts) {
        List<LocalDate> days = new ArrayList<>();
        for (String text : texts) {
            TextFormat format = TextFormat.of(text);
            if (format != TextFormat.DATE && format != TextFormat.DATE_TIME) {
                return Optional.empty();
            }
            try {
                days.add(LocalDate.parse(text.substring(0, DAY)));
            } catch (DateTimeParseException _) {
                return Optional.empty();
            }
        }
        days.sort(Comparator.naturalOrder());
        String time = texts.getFirst().substring(DAY).replaceAll("\\d", "0");
        return Optional.of(new Likeness.Day(days.getFirst(), days.getLast(), time));
    }

    /// Which tables speak of people.
    @FunctionalInterface
    interface Personal {
        boolean is(Table table);
    }
}
