package dev.agentgym.agent;

import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Lazy;
import dev.agentgym.trace.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;

/// Finds logged situations by what just happened and by the words that were said. Immutable once built; safe to
/// share.
///
/// A Lucene index in memory, scored with BM25. An agent should not learn from conversations that failed: they are
/// only looked at where no other conversation knows what to do.
final class SituationIndex {

    /// Longer queries find nothing better and cost more.
    private static final int MAX_TERMS = 64;

    private static final float SAID_WEIGHT = 1.0f;
    private static final float ASKED_WEIGHT = 0.6f;
    private static final float GOAL_WEIGHT = 0.8f;
    private static final float SHOWN_WEIGHT = 0.5f;

    private final List<Situation> situations;
    private final List<Lazy<Moment>> moments;
    private final IndexSearcher searcher;
    private final Analyzer analyzer = analyzer();

    /// A situation and how well its words fit.
    ///
    /// @param situation the situation
    /// @param then the moment that it was
    /// @param score BM25, only comparable within one search
    record Hit(Situation situation, Moment then, float score) {}

    private SituationIndex(List<Situation> situations, IndexSearcher searcher) {
        this.situations = situations;
        this.moments = situations.stream()
                .map(situation -> new Lazy<>(() -> Moment.of(situation.before())))
                .toList();
        this.searcher = searcher;
    }

    static SituationIndex of(List<Conversation> traces) {
        List<Situation> situations =
                traces.stream().flatMap(one -> Situation.of(one).stream()).toList();
        try {
            return new SituationIndex(situations, index(situations));
        } catch (IOException e) {
            throw new UncheckedIOException("the index in memory could not be built", e);
        }
    }

    /// Keeps stop words: a customer who says no more than "no" has said everything.
    private static Analyzer analyzer() {
        return new EnglishAnalyzer(CharArraySet.EMPTY_SET);
    }

    private static boolean isGood(Conversation conversation) {
        return conversation.outcome() != Outcome.FAILURE && conversation.outcome() != Outcome.ABANDONED;
    }

    private static IndexSearcher index(List<Situation> situations) throws IOException {
        ByteBuffersDirectory directory = new ByteBuffersDirectory();
        IndexWriterConfig config = new IndexWriterConfig(analyzer());
        config.setMergeScheduler(new SerialMergeScheduler());
        try (IndexWriter writer = new IndexWriter(directory, config)) {
            for (Situation situation : situations) {
                writer.addDocument(document(situation));
            }
            writer.forceMerge(1);
        }
        return new IndexSearcher(DirectoryReader.open(directory));
    }

    private static Document document(Situation situation) {
        Moment moment = Moment.of(situation.before());
        Document document = new Document();
        document.add(new StringField("good", String.valueOf(isGood(situation.conversation())), Field.Store.NO));
        document.add(new StringField("event", moment.event(), Field.Store.NO));
        document.add(new TextField("said", moment.said(), Field.Store.NO));
        document.add(new TextField("asked", moment.asked(), Field.Store.NO));
        document.add(new TextField("goal", moment.goal(), Field.Store.NO));
        moment.shown().forEach(mark -> document.add(new StringField("shown", mark, Field.Store.NO)));
        return document;
    }

    /// The situations most like a moment, best first; all share what just happened. Beside those that are most like
    /// it in all that was said there are those in which the customer wants the same, and those in which the same
    /// was asked and answered. Conversations that failed are only looked at where no other knows such a moment.
    List<Hit> search(Moment moment, int limit) {
        List<Hit> good = search(moment, limit, new TermQuery(new Term("good", "true")));
        return good.isEmpty() ? search(moment, limit, MatchAllDocsQuery.INSTANCE) : good;
    }

    private List<Hit> search(Moment moment, int limit, Query among) {
        Map<Integer, Float> scores = new HashMap<>();
        List<ScoreDoc> all = search(within(moment, among, all(moment)), situations.size());
        all.forEach(found -> scores.put(found.doc, found.score));
        return Stream.of(
                        all.stream().limit(limit),
                        search(within(moment, among, wish(moment)), limit).stream(),
                        search(within(moment, among, talk(moment)), limit).stream())
                .flatMap(found -> found)
                .map(found -> found.doc)
                .distinct()
                .map(found -> new Hit(situations.get(found), moments.get(found).get(), scores.getOrDefault(found, 0f)))
                .sorted(Comparator.comparingDouble(Hit::score).reversed())
                .toList();
    }

    private static Query within(Moment moment, Query among, Query part) {
        return new BooleanQuery.Builder()
                .add(new TermQuery(new Term("event", moment.event())), Occur.FILTER)
                .add(among, Occur.FILTER)
                .add(part, Occur.SHOULD)
                .build();
    }

    private List<ScoreDoc> search(Query query, int limit) {
        try {
            return List.of(searcher.search(query, Math.max(1, limit)).scoreDocs);
        } catch (IOException e) {
            throw new UncheckedIOException("the index in memory could not be searched", e);
        }
    }

    private BooleanQuery all(Moment moment) {
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        addTerms(query, "said", moment.said(), SAID_WEIGHT);
        addTerms(query, "asked", moment.asked(), ASKED_WEIGHT);
        addTerms(query, "goal", moment.goal(), GOAL_WEIGHT);
        moment.shown().stream()
                .limit(MAX_TERMS)
                .forEach(mark ->
                        query.add(new BoostQuery(new TermQuery(new Term("shown", mark)), SHOWN_WEIGHT), Occur.SHOULD));
        return query.build();
    }

    private BooleanQuery wish(Moment moment) {
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        addTerms(query, "goal", moment.goal(), GOAL_WEIGHT);
        return query.build();
    }

    private BooleanQuery talk(Moment moment) {
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        addTerms(query, "said", moment.said(), SAID_WEIGHT);
        addTerms(query, "asked", moment.asked(), ASKED_WEIGHT);
        return query.build();
    }

    private void addTerms(BooleanQuery.Builder query, String field, String text, float weight) {
        for (String term : terms(text)) {
            query.add(new BoostQuery(new TermQuery(new Term(field, term)), weight), Occur.SHOULD);
        }
    }

    private Set<String> terms(String text) {
        Set<String> terms = new LinkedHashSet<>();
        try (TokenStream tokens = analyzer.tokenStream("text", text)) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (terms.size() < MAX_TERMS && tokens.incrementToken()) {
                terms.add(term.toString());
            }
            tokens.end();
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory could not be read", e);
        }
        return terms;
    }

    int size() {
        return situations.size();
    }
}
