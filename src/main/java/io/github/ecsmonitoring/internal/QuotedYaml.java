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

/** Writes maps, lists, text, numbers and booleans as YAML, in insertion order, for readers of YAML 1.1 and 1.2. */
public final class QuotedYaml {
    /** Words that need no quotes. In YAML 1.1 {@code on}, {@code 1_000} and {@code 12:30} are not text. */
    private static final Pattern PLAIN =
            Pattern.compile("(?!(?i:y|n|yes|no|on|off|true|false|null)$)[A-Za-z_/][A-Za-z0-9_./-]*|[0-9]+s");

    private QuotedYaml() {}

    /** One value per line, and text of several lines in double quotes. */
    public static String write(Map<String, Object> document) {
        return write(document, blocks(), ScalarStyle.DOUBLE_QUOTED);
    }

    /** One value per line, and text of several lines as a literal block. */
    public static String writeLiteral(Map<String, Object> document) {
        return write(document, blocks(), ScalarStyle.LITERAL);
    }

    /** Everything on one line. */
    public static String writeShort(Map<String, Object> document) {
        return write(
                document,
                DumpSettings.builder()
                        .setDefaultFlowStyle(FlowStyle.FLOW)
                        .setSplitLines(false)
                        .setDereferenceAliases(true)
                        .build(),
                ScalarStyle.DOUBLE_QUOTED);
    }

    private static DumpSettings blocks() {
        return DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setIndicatorIndent(2)
                .setIndentWithIndicator(true)
                .setSplitLines(false)
                .setDereferenceAliases(true)
                .build();
    }

    private static String write(Map<String, Object> document, DumpSettings settings, ScalarStyle ofSeveralLines) {
        return new Dump(settings, new QuotingRepresenter(settings, ofSeveralLines)).dumpToString(document);
    }

    private static final class QuotingRepresenter extends StandardRepresenter {
        private final ScalarStyle ofSeveralLines;

        QuotingRepresenter(DumpSettings settings, ScalarStyle ofSeveralLines) {
            super(settings);
            this.ofSeveralLines = ofSeveralLines;
            representers.put(String.class, this::text);
        }

        private Node text(Object data) {
            String text = (String) data;
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
