package io.github.ecsmonitoring.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes rules files with alerts that fire at once. */
final class TestRules {
    private final List<String> lines =
            new ArrayList<>(List.of("groups:", "  - name: tests", "    interval: 30s", "    rules:"));

    /** An alert with these labels and annotations. */
    TestRules alert(String name, Map<String, String> labels, Map<String, String> annotations) {
        return alert(name, "vector(1)", labels, annotations);
    }

    /** An alert for each series of an expression. */
    TestRules alert(String name, String expression, Map<String, String> labels, Map<String, String> annotations) {
        lines.add("      - alert: " + JsonYaml.write(name));
        lines.add("        expr: " + JsonYaml.write(expression));
        lines.add("        labels:");
        labels.forEach((label, value) -> lines.add("          " + label + ": " + JsonYaml.write(literal(value))));
        lines.add("        annotations:");
        annotations.forEach(
                (annotation, value) -> lines.add("          " + annotation + ": " + JsonYaml.write(literal(value))));
        return this;
    }

    String yaml() {
        return String.join("\n", lines) + "\n";
    }

    /** A template that gives the text itself. */
    private static String literal(String text) {
        return text.replace("{{", "{{ \"{{\" }}");
    }
}
