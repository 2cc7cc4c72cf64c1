package io.github.ecsmonitoring.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.Promtool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules files in {@code cases.txt}, on which our checks agree with promtool, or are stricter for a reason. */
class RuleFileCasesTest {
    record Case(String verdict, String title, String yaml) {
        static Case of(String text) {
            String[] headAndYaml = text.split("\n", 2);
            String[] head = headAndYaml[0].split(": ", 2);
            return new Case(head[0], head[1], headAndYaml[1]);
        }

        boolean isAccepted() {
            try {
                RuleFileReader.read("orders", yaml, RuleQuotas.DEFAULTS);
                return true;
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).startsWith("rules orders");
                return false;
            }
        }

        @Override
        public String toString() {
            return verdict + ": " + title;
        }
    }

    static List<Case> cases() throws IOException {
        String text = Files.readString(Path.of("test/resources/rules/cases.txt"));
        return Arrays.stream(text.split("(?m)^==== ")).skip(1).map(Case::of).toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void acceptsValidFilesOnly(Case file) {
        assertThat(file.isAccepted()).isEqualTo(List.of("valid", "since 3").contains(file.verdict()));
    }

    @Test
    void promtoolAgrees(@TempDir Path folder) throws Exception {
        Promtool.assumeInstalled();
        boolean version3 = Promtool.majorVersion() >= 3;
        for (Case file : cases()) {
            String problems = Promtool.problems(Files.writeString(folder.resolve("rules.yaml"), file.yaml()));
            boolean accepted = switch (file.verdict()) {
                case "valid", "stricter" -> true;
                case "since 3" -> version3;
                default -> false;
            };
            assertThat(problems.isEmpty()).as("%s%n%s", file, problems).isEqualTo(accepted);
        }
    }
}
