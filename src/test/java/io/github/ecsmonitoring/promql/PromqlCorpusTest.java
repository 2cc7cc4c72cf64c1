package io.github.ecsmonitoring.promql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.Promtool;
import io.github.ecsmonitoring.Synth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hundreds of expressions, on which the parser agrees with Prometheus. */
class PromqlCorpusTest {
    private static final Pattern FAILED_RULE = Pattern.compile("rule \\d+, \"query:(\\d+)\"");

    private static List<String> expressions(String file) throws IOException {
        return Files.readAllLines(Path.of("test/resources/promql", file)).stream()
                .filter(line -> !line.startsWith("##"))
                .map(line -> line.replace("\\n", "\n"))
                .toList();
    }

    private static boolean isValid(String expression) {
        try {
            Promql.parse(expression);
            return true;
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).startsWith("at ");
            return false;
        }
    }

    @Test
    void acceptsWhatPrometheusAccepts() throws IOException {
        assertThat(expressions("valid.txt")).hasSizeGreaterThan(250).allMatch(PromqlCorpusTest::isValid);
        assertThat(expressions("valid-since-3.txt")).hasSizeGreaterThan(30).allMatch(PromqlCorpusTest::isValid);
    }

    @Test
    void rejectsWhatPrometheusRejects() throws IOException {
        assertThat(expressions("invalid.txt")).hasSizeGreaterThan(250).noneMatch(PromqlCorpusTest::isValid);
    }

    @Test
    void promtoolAgrees(@TempDir Path folder) throws Exception {
        Promtool.assumeInstalled();
        List<String> all = new ArrayList<>(expressions("valid.txt"));
        List<String> sinceVersion3 = expressions("valid-since-3.txt");
        all.addAll(sinceVersion3);
        all.addAll(expressions("invalid.txt"));
        Set<String> rejected = rejectedByPromtool(all, folder);
        boolean version3 = Promtool.majorVersion() >= 3;
        assertThat(all)
                .allSatisfy(expression -> assertThat(rejected.contains(expression))
                        .as("promtool rejects %s", expression)
                        .isEqualTo(!isValid(expression) || !version3 && sinceVersion3.contains(expression)));
    }

    private static Set<String> rejectedByPromtool(List<String> expressions, Path folder) throws Exception {
        StringBuilder rules = new StringBuilder("groups:\n- name: queries\n  rules:\n");
        for (int i = 0; i < expressions.size(); i++) {
            rules.append("  - record: query:").append(i).append("\n    expr: ");
            rules.append(Synth.JSON.writeValueAsString(expressions.get(i))).append('\n');
        }
        String problems = Promtool.problems(Files.writeString(folder.resolve("queries.yaml"), rules));
        Set<String> rejected = new TreeSet<>();
        FAILED_RULE
                .matcher(problems)
                .results()
                .forEach(rule -> rejected.add(expressions.get(Integer.parseInt(rule.group(1)))));
        assertThat(rejected).as(problems).isNotEmpty();
        return rejected;
    }
}
