package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/// How one call is answered, by what its session was told before. Immutable.
///
/// @param firsts the first example of each label of the tree: of each answer, or of each shape of answers
/// @param tree which answer or shape it is
/// @param parts how an answer of a shape is put together; empty where the tree gives whole answers
record ContextGroup(List<ContextExample> firsts, ContextTree tree, Map<String, ContextParts> parts) {

    /// How answers are learned.
    enum Way {
        /// As a whole.
        WHOLE,
        /// Part by part.
        PARTS,
        /// Part by part, with what other calls show of the same parts.
        SHARED_PARTS,
        /// The same, where a part stays as it was shown until a call comes that changes it.
        KEPT_PARTS
    }

    /// An answer that is supposed.
    ///
    /// @param sure how sure the least sure tree is, before that is checked on other conversations
    record Guess(JsonNode answer, boolean isError, double sure) {}

    /// Learns from some examples.
    ///
    /// @param common what all calls show, learned from the same conversations
    static ContextGroup learn(
            List<ContextExample> examples, ContextTree.Columns columns, BitSet of, Way way, ContextCommon common) {
        Function<ContextExample, String> kind = way == Way.WHOLE ? ContextExample::label : ContextExample::shape;
        Map<String, ContextExample> firsts = new LinkedHashMap<>();
        examples.forEach(example -> firsts.putIfAbsent(kind.apply(example), example));
        ContextParts.Trained trained =
                ContextParts.trained(columns, examples.stream().map(kind).toList(), of, false);
        Map<String, ContextParts> parts = new TreeMap<>();
        if (way != Way.WHOLE) {
            of.stream()
                    .mapToObj(examples::get)
                    .filter(example -> !example.isError())
                    .forEach(example -> parts.computeIfAbsent(
                            example.shape(), shape -> parts(shape, examples, columns, of, way, common)));
        }
        return new ContextGroup(List.copyOf(firsts.values()), trained.tree(), parts);
    }

    private static ContextParts parts(
            String shape,
            List<ContextExample> examples,
            ContextTree.Columns columns,
            BitSet of,
            Way way,
            ContextCommon common) {
        BitSet alike = (BitSet) of.clone();
        of.stream().filter(i -> !examples.get(i).shape().equals(shape)).forEach(alike::clear);
        ContextParts parts = new ContextParts(new LinkedHashMap<>());
        ContextExample first = examples.get(alike.nextSetBit(0));
        for (String part : first.parts().values().keySet()) {
            List<ContextParts.Trained> known =
                    way == Way.PARTS ? null : common.trees().get(part);
            List<ContextParts.Trained> trained =
                    known != null ? known : ContextParts.learn(examples, part, columns, alike);
            parts.trees().put(part, way == Way.KEPT_PARTS ? kept(trained, first, part, common) : trained);
        }
        return parts;
    }

    private static List<ContextParts.Trained> kept(
            List<ContextParts.Trained> trained, ContextExample example, String part, ContextCommon common) {
        String name =
                KeptParts.name(example.call().name(), part, example.answer().isTextual());
        return trained.stream().map(each -> each.kept(name, common)).toList();
    }

    /// All that is asked to answer the call.
    Stream<ContextTree> trees() {
        return Stream.concat(Stream.of(tree), trained().map(ContextParts.Trained::tree));
    }

    /// The parts that may stay as they were shown.
    Stream<String> kept() {
        return trained().flatMap(trained -> trained.kept().stream()).map(ContextParts.Kept::part);
    }

    private Stream<ContextParts.Trained> trained() {
        return parts.values().stream()
                .flatMap(known -> known.trees().values().stream())
                .flatMap(List::stream);
    }

    /// The answer in the state that a session is in.
    Guess guess(ContextMemory memory, ContextCall call) {
        ContextTree.Leaf leaf = tree.leaf(memory, call);
        ContextExample example = firsts.get(leaf.label());
        ContextParts known = parts.get(example.shape());
        if (known == null) {
            return new Guess(example.answer(), example.isError(), leaf.confidence());
        }
        ContextParts.Values values = known.values(memory, call, leaf.confidence());
        return new Guess(AnswerParts.assemble(example.answer(), values.values()), false, values.sure());
    }
}
