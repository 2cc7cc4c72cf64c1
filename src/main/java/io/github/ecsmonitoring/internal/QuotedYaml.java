package io.github.ecsmonitoring.internal;

import java.util.Map;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.representer.StandardRepresenter;

/**
 * Writes maps, lists, text, numbers and booleans as YAML, in insertion order, for readers of YAML 1.1 and 1.2.
 *
 * <p>Each method throws {@link IllegalArgumentException} if a text has an unpaired surrogate, which is no character.
 */
public final class QuotedYaml {
    /** Words and durations need no quotes. In YAML 1.1 {@code on}, {@code 1_000} and {@code 12:30} are not text. */
    private static final Pattern PLAIN = Pattern.compile(
            "(?!(?i:y|n|yes|no|on|off|true|false|null)$)[A-Za-z_/][A-Za-z0-9_./-]*(?::[A-Za-z_][A-Za-z0-9_]*)*|(?:[0-9]+(?:ms|[smhdw]))+");
    /** Go's reader rejects the first, takes the next ones for line breaks and the last one for a byte order mark. */
    private static final Pattern ESCAPED_ONLY = Pattern.compile("[\\u007F\\u0085\\u2028\\u2029\\uFEFF]");

    private final FlowStyle flow;
    private final ScalarStyle ofSeveralLines;

    private QuotedYaml(FlowStyle flow, ScalarStyle ofSeveralLines) {
        this.flow = flow;
        this.ofSeveralLines = ofSeveralLines;
    }

    /** One value per line, and text of several lines in double quotes. */
    public static String write(Map<String, Object> document) {
        return new QuotedYaml(FlowStyle.BLOCK, ScalarStyle.DOUBLE_QUOTED).dump(document);
    }

    /** One value per line, and text of several lines as a literal block. */
    public static String writeLiteral(Map<String, Object> document) {
        return new QuotedYaml(FlowStyle.BLOCK, ScalarStyle.LITERAL).dump(document);
    }

    /** Everything on one line. */
    public static String writeShort(Map<String, Object> document) {
        return new QuotedYaml(FlowStyle.FLOW, ScalarStyle.DOUBLE_QUOTED).dump(document);
    }

    private String dump(Map<String, Object> document) {
        String text = dump(document, true);
        return ESCAPED_ONLY.matcher(text).find() ? dump(document, false) : text;
    }

    private String dump(Map<String, Object> document, boolean unicode) {
        DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(flow)
                .setIndicatorIndent(flow == FlowStyle.BLOCK ? 2 : 0)
                .setIndentWithIndicator(flow == FlowStyle.BLOCK)
                .setSplitLines(false)
                .setDereferenceAliases(true)
                .setUseUnicodeEncoding(unicode)
                .build();
        return new Dump(settings, new QuotingRepresenter(settings)).dumpToString(document);
    }

    private final class QuotingRepresenter extends StandardRepresenter {
        QuotingRepresenter(DumpSettings settings) {
            super(settings);
            representers.put(String.class, this::text);
        }

        private Node text(Object data) {
            String text = (String) data;
            if (!Utf8.canEncode(text)) {
                throw new IllegalArgumentException("text must be valid Unicode, got an unpaired surrogate in \""
                        + text.replaceAll("\\p{Cs}", "?") + "\"");
            }
            return representScalar(getTag(String.class, Tag.STR), text, style(text));
        }

        private ScalarStyle style(String text) {
            if (PLAIN.matcher(text).matches()) {
                return ScalarStyle.PLAIN;
            }
            return text.contains("\n") ? ofSeveralLines : ScalarStyle.DOUBLE_QUOTED;
        }
    }
}
