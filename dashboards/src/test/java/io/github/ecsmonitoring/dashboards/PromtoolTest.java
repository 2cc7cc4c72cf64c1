package io.github.ecsmonitoring.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks rules and panel queries with promtool, and runs the unit tests of the rules. */
class PromtoolTest {
    @BeforeAll
    static void promtoolIsInstalled() {
        boolean found = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(dir -> Files.isExecutable(Path.of(dir, "promtool")));
        if (!found) {
            System.out.println(
                    "PromtoolTest skipped: promtool is not on the PATH (Debian: apt-get install prometheus)");
        }
        assumeTrue(found, "promtool is not on the PATH");
    }

    static List<Path> testFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/rules"))) {
            return files.filter(file -> file.toString().endsWith(".test.yaml"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void rulesAreValid() throws Exception {
        promtool(List.of("check", "rules", "--lint=all"), RuleFile.files());
    }

    @Test
    void ruleTestsPass() throws Exception {
        promtool(List.of("test", "rules"), testFiles());
    }

    @Test
    void panelQueriesAreValid(@TempDir Path dir) throws Exception {
        StringBuilder rules = new StringBuilder("groups:\n- name: queries\n  rules:\n");
        int number = 0;
        for (DashboardReader.PanelQuery query : DashboardReader.queries()) {
            rules.append("  - record: query:")
                    .append(number++)
                    .append("\n    expr: '")
                    .append(query.expr().replace("$__rate_interval", "5m").replace("'", "''"))
                    .append("'\n");
        }
        promtool(List.of("check", "rules"), List.of(Files.writeString(dir.resolve("queries.yaml"), rules)));
    }

    static void promtool(List<String> command, List<Path> files) throws Exception {
        List<String> line = new ArrayList<>(List.of("promtool"));
        line.addAll(command);
        files.forEach(file -> line.add(file.toString()));
        File output = File.createTempFile("promtool", ".txt");
        try {
            Process process = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(output)
                    .start();
            boolean ended = process.waitFor(60, TimeUnit.SECONDS);
            process.destroyForcibly();
            assertThat(ended && process.exitValue() == 0)
                    .as("%s%n%s", line, Files.readString(output.toPath()))
                    .isTrue();
        } finally {
            Files.delete(output.toPath());
        }
    }
}
