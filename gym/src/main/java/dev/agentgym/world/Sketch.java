package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.trace.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/// Makes one row up, field by field, all of one person who does not exist. Mutable, for one row.
final class Sketch {

    private static final int MOST_DRAWS = 40;

    /// Where the seconds stand in ` 00:00:00`.
    private static final int SECONDS = 6;

    private static final int AFTER_SECONDS = 9;

    private final Invention invention;
    private final Table table;
    private final String key;
    private final Set<String> needed;
    private final SplittableRandom random;
    private final Persona persona;
    private final Map<List<Table>, JsonNode> referred = new HashMap<>();

    /// @param needed fields that the row must have
    Sketch(Invention invention, Table table, String key, Set<String> needed, SplittableRandom random) {
        this.invention = invention;
        this.table = table;
        this.key = key;
        this.needed = needed;
        this.random = random;
        this.persona = Persona.drawn(random, invention::isTaken);
    }

    /// The whole row, with what is known of it already.
    JsonNode row(Likeness likeness, ObjectNode known) {
        if (!(likeness instanceof Likeness.Thing thing)) {
            return value(likeness, 0);
        }
        thing.fields().forEach((name, field) -> {
            if (field.value() instanceof Likeness.Reference reference && known.has(name)) {
                referred.put(reference.tables(), known.get(name));
            }
        });
        ObjectNode row = (ObjectNode) value(likeness, 0);
        row.setAll(known);
        return row;
    }

    /// @param depth how deep in the row
    JsonNode value(Likeness likeness, int depth) {
        return switch (likeness) {
            case Likeness.Nothing() -> NullNode.getInstance();
            case Likeness.Sometimes(double share, Likeness value) ->
                random.nextDouble() < share ? value(value, depth) : NullNode.getInstance();
            case Likeness.Choice(List<JsonNode> values) -> one(values);
            case Likeness.Amount amount -> amount(amount);
            case Likeness.Day day -> TextNode.valueOf(day(day));
            case Likeness.Personal(var kind, String like) -> TextNode.valueOf(personal(kind, like));
            case Likeness.Code(KeyShape shape, boolean isNumber) ->
                scalar(shape.mint(random, invention::isTaken), isNumber);
            case Likeness.Reference reference -> reference(reference, depth);
            case Likeness.Prose(String topic) -> prose(topic);
            case Likeness.Thing(var fields) -> {
                ObjectNode object = Json.object();
                fields.forEach((name, field) -> {
                    boolean wanted = depth == 0 && needed.contains(name);
                    if (!(depth == 0 && isKey(name)) && (random.nextDouble() < field.share() || wanted)) {
                        object.set(name, value(field.value(), depth + 1));
                    }
                });
                yield object;
            }
            case Likeness.Dictionary(List<Integer> sizes, KeyShape names, Likeness value) -> {
                ObjectNode object = Json.object();
                for (int i = one(sizes); i > 0; i--) {
                    object.set(names.mint(random, invention::isTaken), value(value, depth + 1));
                }
                yield object;
            }
            case Likeness.Several(List<Integer> sizes, Likeness element) -> several(one(sizes), element, depth + 1);
        };
    }

    private boolean isKey(String field) {
        return table.kind() == Table.Kind.ENTITY && table.key().contains(field);
    }

    private <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    /// The rows that refer to this one stand in its lists.
    private JsonNode several(int size, Likeness element, int depth) {
        ArrayNode list = Json.MAPPER.createArrayNode();
        if (element instanceof Likeness.Reference reference) {
            invention
                    .referringTo(key, reference.tables())
                    .forEach(other -> list.add(scalar(other, reference.isNumber())));
        }
        while (list.size() < size) {
            list.add(element instanceof Likeness.Reference reference ? fresh(reference) : value(element, depth));
        }
        return list;
    }

    /// What stands deep in a row belongs to the same person as the row.
    private JsonNode reference(Likeness.Reference reference, int depth) {
        JsonNode same = depth > 1 ? referred.get(reference.tables()) : null;
        JsonNode drawn = same == null ? drawn(reference, depth) : same;
        if (depth == 1) {
            referred.putIfAbsent(reference.tables(), drawn);
        }
        return drawn;
    }

    private JsonNode drawn(Likeness.Reference reference, int depth) {
        boolean own = depth > 1 || table.kind() != Table.Kind.ENTITY;
        if (own && reference.tables().contains(table)) {
            return scalar(key, reference.isNumber());
        }
        List<String> referring = invention.referringTo(key, reference.tables());
        return referring.isEmpty() ? fresh(reference) : scalar(referring.getFirst(), reference.isNumber());
    }

    private JsonNode fresh(Likeness.Reference reference) {
        if (!reference.shared().isEmpty()) {
            return one(reference.shared());
        }
        String minted = reference.shape().mint(random, invention::isTaken);
        invention.refer(table, key, minted);
        return scalar(minted, reference.isNumber());
    }

    private static JsonNode scalar(String text, boolean isNumber) {
        return isNumber && text.matches("-?(0|[1-9]\\d{0,17})") ? Json.parse(text) : TextNode.valueOf(text);
    }

    private JsonNode amount(Likeness.Amount amount) {
        BigDecimal range = amount.most().subtract(amount.least());
        BigDecimal drawn = amount.least()
                .add(range.multiply(BigDecimal.valueOf(random.nextDouble())))
                .setScale(amount.decimals(), RoundingMode.HALF_UP);
        return Json.parse(drawn.toPlainString());
    }

    private String day(Likeness.Day day) {
        long days = ChronoUnit.DAYS.between(day.first(), day.last()) + 1;
        for (int draw = 0; draw < MOST_DRAWS; draw++) {
            String drawn = day.first().plusDays(random.nextLong(days)) + time(day.time());
            if (!invention.isTaken(drawn)) {
                return drawn;
            }
        }
        LocalDate later = day.last();
        do {
            later = later.plusDays(1);
        } while (invention.isTaken(later + day.time()));
        return later + day.time();
    }

    /// A time of day written like the sample, such as ` 00:00` or `T00:00:00Z`.
    private String time(String sample) {
        if (sample.isEmpty()) {
            return sample;
        }
        boolean seconds = sample.length() > SECONDS && sample.charAt(SECONDS) == ':';
        String clock = String.format(
                Locale.ROOT, "%02d:%02d:%02d", random.nextInt(24), random.nextInt(60), random.nextInt(60));
        return sample.charAt(0)
                + (seconds
                        ? clock + sample.substring(AFTER_SECONDS)
                        : clock.substring(0, 5) + sample.substring(SECONDS));
    }

    private String personal(Likeness.Personal.Kind kind, String like) {
        return switch (kind) {
            case FIRST_NAME -> persona.first();
            case LAST_NAME -> persona.last();
            case FULL_NAME -> persona.fullName();
            case MAIL -> persona.mail();
            case PHONE -> phone(like);
            case STREET -> persona.street();
        };
    }

    private String phone(String like) {
        String phone = persona.phone(like, random);
        for (int draw = 0; draw < MOST_DRAWS && invention.isTaken(phone); draw++) {
            phone = persona.phone(like, random);
        }
        return phone;
    }

    private JsonNode prose(String topic) {
        return TextNode.valueOf("Sample " + topic + " " + random.nextInt(1_000, 10_000));
    }
}
