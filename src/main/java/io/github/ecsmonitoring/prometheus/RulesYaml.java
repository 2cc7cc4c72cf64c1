package io.github.ecsmonitoring.prometheus;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.representer.StandardRepresenter;

/** Writes rule groups as a rules file: text is quoted unless it is a simple word, and of several lines a block. */
final class RulesYaml {
    /** AMP reads YAML 1.1 too, in which {@code on} and {@code 1_000} are not text. */
    private static final Pattern PLAIN = Pattern.compile(
            "(?!(?i:y|n|yes|no|on|off|true|false|null)$)[A-Za-z_][A-Za-z0-9_:./-]*(?<!:)|(?:[0-9]+(?:ms|[smhdw]))+");

    private RulesYaml() {}

    static String write(List<RuleGroup> groups) {
        DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setIndicatorIndent(2)
                .setIndentWithIndicator(true)
                .setSplitLines(false)
                .setDereferenceAliases(true)
                .build();
        return new Dump(settings, new QuotingRepresenter(settings))
                .dumpToString(
                        Map.of("groups", groups.stream().map(RuleGroup::fields).toList()));
    }

    private static final class QuotingRepresenter extends StandardRepresenter {
        QuotingRepresenter(DumpSettings settings) {
            super(settings);
            representers.put(String.class, this::text);
        }

        private Node text(Object data) {
            String text = (String) data;
            return representScalar(getTag(String.class, Tag.STR), text, style(text));
        }

        private static ScalarStyle style(String text) {
            if (PLAIN.matcher(text).matches()) {
                return ScalarStyle.PLAIN;
            }
            return text.contains("\n") ? ScalarStyle.LITERAL : ScalarStyle.DOUBLE_QUOTED;
        }
    }
}
