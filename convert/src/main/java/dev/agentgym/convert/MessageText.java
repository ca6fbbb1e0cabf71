package dev.agentgym.convert;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeVisitor;

/// What was said, out of what mail clients, simulators and agents' frameworks wrapped around it.
final class MessageText {

    /// `###STOP###` and its like: how simulated customers end a conversation.
    private static final Pattern STOP_TOKEN = Pattern.compile("###[A-Z][A-Z_-]*###");

    private static final Pattern TAG = Pattern.compile(
            "<(/?(p|div|br|span|b|i|u|em|strong|a|ul|ol|li|table|tr|td|th|tbody|html|body|head|blockquote|pre|h[1-6]|font|img|hr)"
                    + "(\\s[^<>]*)?/?|!--.*?--|!doctype[^>]*)>",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern ENTITY = Pattern.compile("&(amp|lt|gt|quot|apos|nbsp|#\\d{1,6}|#x[0-9a-fA-F]{1,5});");

    /// The line with which mail clients introduce the message that is answered.
    private static final Pattern QUOTE_BEGINS =
            Pattern.compile("(?m)^\\s*(On .{5,200} wrote:|Am .{5,200} schrieb .{0,100}:|Le .{5,200} a écrit\\s*:"
                    + "|-{2,}\\s*(Original Message|Forwarded message|Ursprüngliche Nachricht)\\s*-{2,}|_{10,})\\s*$");

    private static final String BLOCKS = "p div br li tr blockquote ul ol table h1 h2 h3 h4 h5 h6 pre hr";

    private MessageText() {}

    /// The text of a row of a log: HTML to text, mail history removed.
    static String ofRow(String body) {
        boolean marked = body.indexOf('<') >= 0 || body.indexOf('&') >= 0;
        String text = marked ? withoutMarkup(body) : body;
        return withoutHistory(text.replace("\r\n", "\n").replace('\r', '\n').replace("\0", ""))
                .strip();
    }

    /// Tokens that end a conversation, in the order in which they stand.
    static List<String> stopTokens(String text) {
        return text.contains("###")
                ? STOP_TOKEN.matcher(text).results().map(found -> found.group()).toList()
                : List.of();
    }

    /// The text without them.
    static String withoutStopTokens(String text) {
        return text.contains("###") ? STOP_TOKEN.matcher(text).replaceAll("").strip() : text;
    }

    /// The reply inside a JSON envelope of one field, `{"message": "..."}`; any other text as it is, since an
    /// object of several fields is what the customer got to read.
    static String withoutEnvelope(String text) {
        if (!text.startsWith("{") || !text.stripTrailing().endsWith("}")) {
            return text;
        }
        JsonNode object = LooseJson.container(text);
        boolean envelope = object.size() == 1
                && List.of("message", "response", "content", "reply", "text").stream()
                        .anyMatch(name -> object.path(name).isTextual());
        return envelope ? object.elements().next().textValue() : text;
    }

    private static String withoutMarkup(String body) {
        if (!TAG.matcher(body).find()) {
            return ENTITY.matcher(body)
                    .replaceAll(found -> Matcher.quoteReplacement(
                            Parser.unescapeEntities(found.group(), false).replace('\u00a0', ' ')));
        }
        Element html = Jsoup.parse(body).body();
        html.select("blockquote[type=cite], .gmail_quote, .yahoo_quoted, style, script")
                .remove();
        StringBuilder text = new StringBuilder();
        html.traverse(new NodeVisitor() {
            @Override
            public void head(Node node, int depth) {
                if (node instanceof TextNode words) {
                    append(words, text);
                } else if (node instanceof Element element && isBlock(element)) {
                    newLine(text, element.normalName().equals("br"));
                }
            }

            @Override
            public void tail(Node node, int depth) {
                if (node instanceof Element element
                        && isBlock(element)
                        && !element.normalName().equals("br")) {
                    newLine(text, false);
                }
            }
        });
        return text.toString()
                .replace('\u00a0', ' ')
                .replaceAll("[ \\t]+\\n", "\n")
                .replaceAll("\\n{3,}", "\n\n");
    }

    private static void append(TextNode words, StringBuilder text) {
        String said = words.getWholeText().replaceAll("[ \\t\\r\\n]+", " ");
        boolean lineBegins = text.isEmpty() || text.charAt(text.length() - 1) == '\n';
        text.append(lineBegins ? said.stripLeading() : said);
    }

    private static boolean isBlock(Element element) {
        return List.of(BLOCKS.split(" ", -1)).contains(element.normalName());
    }

    private static void newLine(StringBuilder text, boolean always) {
        while (!text.isEmpty() && text.charAt(text.length() - 1) == ' ') {
            text.setLength(text.length() - 1);
        }
        if (always || (!text.isEmpty() && text.charAt(text.length() - 1) != '\n')) {
            text.append('\n');
        }
    }

    /// Cuts from the line that introduces quoted mail on, and quoted lines at the end; text that is nothing but a
    /// quote stays.
    private static String withoutHistory(String text) {
        var begin = QUOTE_BEGINS.matcher(text);
        String kept =
                begin.find() && !text.substring(0, begin.start()).isBlank() ? text.substring(0, begin.start()) : text;
        String unquoted = withoutQuotedEnd(kept);
        return unquoted.isBlank() ? text : unquoted;
    }

    private static String withoutQuotedEnd(String text) {
        if (text.lines().allMatch(line -> line.startsWith(">"))) {
            return text;
        }
        String kept = text.stripTrailing();
        int line = kept.lastIndexOf('\n');
        while (line >= 0 && kept.startsWith(">", line + 1)) {
            kept = kept.substring(0, line).stripTrailing();
            line = kept.lastIndexOf('\n');
        }
        return kept;
    }
}
