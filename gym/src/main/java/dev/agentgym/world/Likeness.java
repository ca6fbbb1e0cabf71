package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;

/// What values of one kind are like, so that one more can be made up. Holds no text of a log but choices that
/// several rows share, and patterns. Immutable.
sealed interface Likeness {

    /// Nothing is known: null.
    record Nothing() implements Likeness {}

    /// Now and then null, else like this.
    record Sometimes(double share, Likeness value) implements Likeness {}

    /// One of these, the frequent ones more often.
    record Choice(List<JsonNode> values) implements Likeness {}

    /// A number within the range that was seen.
    record Amount(BigDecimal least, BigDecimal most, int decimals) implements Likeness {}

    /// A day within the range that was seen; the sample shows how times are written, empty where there are none.
    record Day(LocalDate first, LocalDate last, String time) implements Likeness {}

    /// Something that a person has.
    record Personal(Kind kind, String like) implements Likeness {
        /// What it is.
        enum Kind {
            FIRST_NAME,
            LAST_NAME,
            FULL_NAME,
            MAIL,
            PHONE,
            STREET
        }
    }

    /// A code, not the key of anything that is known.
    record Code(KeyShape shape, boolean isNumber) implements Likeness {}

    /// The key of a row of one of these tables.
    ///
    /// @param shared keys that many rows refer to and that belong to nobody, such as those of products
    record Reference(List<Table> tables, List<JsonNode> shared, KeyShape shape, boolean isNumber) implements Likeness {}

    /// A text of which only the topic is known.
    record Prose(String topic) implements Likeness {}

    /// An object whose fields are these, each there in a share of the objects.
    record Thing(SortedMap<String, Field> fields) implements Likeness {}

    /// A field of a [Thing].
    record Field(double share, Likeness value) {}

    /// An object whose field names are keys.
    record Dictionary(List<Integer> sizes, KeyShape names, Likeness value) implements Likeness {}

    /// A list of so many elements.
    record Several(List<Integer> sizes, Likeness element) implements Likeness {}
}
