package io.github.ecsmonitoring.adot;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.representer.StandardRepresenter;

/** Writes maps, lists, text, numbers and booleans as YAML, in insertion order. */
final class Yaml {
    /**
     * Words that need no quotes. The collector also reads YAML 1.1, in which {@code on}, {@code 1_000} and
     * {@code 12:30} are not text.
     */
    private static final Pattern PLAIN =
            Pattern.compile("(?!(?i:y|n|yes|no|on|off|true|false|null)$)[A-Za-z_/][A-Za-z0-9_./-]*|[0-9]+s");

    private Yaml() {}

    /** One value per line. */
    static String write(Map<String, Object> document) {
        return write(
                document,
                DumpSettings.builder()
                        .setDefaultFlowStyle(FlowStyle.BLOCK)
                        .setIndicatorIndent(2)
                        .setIndentWithIndicator(true)
                        .setSplitLines(false)
                        .build());
    }

    /** Everything on one line. */
    static String writeShort(Map<String, Object> document) {
        return write(
                document,
                DumpSettings.builder()
                        .setDefaultFlowStyle(FlowStyle.FLOW)
                        .setSplitLines(false)
                        .build());
    }

    private static String write(Map<String, Object> document, DumpSettings settings) {
        return new Dump(settings, new QuotingRepresenter(settings)).dumpToString(document);
    }

    /** A map of alternating keys and values that keeps their order. */
    static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    private static final class QuotingRepresenter extends StandardRepresenter {
        QuotingRepresenter(DumpSettings settings) {
            super(settings);
            representers.put(String.class, this::text);
        }

        private Node text(Object data) {
            String text = (String) data;
            ScalarStyle style = PLAIN.matcher(text).matches() ? ScalarStyle.PLAIN : ScalarStyle.DOUBLE_QUOTED;
            return representScalar(getTag(String.class, org.snakeyaml.engine.v2.nodes.Tag.STR), text, style);
        }
    }
}
