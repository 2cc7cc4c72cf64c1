package io.github.ecsmonitoring.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awscdk.Stack;

/** Uploads the library's rules to Cortex, which evaluates all of them. */
@Tag("e2e")
@Timeout(900)
class BundledRulesTest {
    private static Cortex cortex;

    @BeforeAll
    static void upload() throws Exception {
        Prerequisites.requireCortex();
        Stack stack = Synth.stack();
        PrometheusWorkspace.Builder.create(stack, "Workspace").build();
        Path folder = Testbed.newFolder();
        cortex = Cortex.start(folder, 0);
        cortex.upload(
                UploadedAlerting.of(SynthesizedAlerting.of(stack), CortexDifferences.quick("http://127.0.0.1:1")));
    }

    @AfterAll
    static void end() {
        if (cortex != null) {
            cortex.close();
        }
    }

    @Test
    void eachRuleOfTheFilesIsEvaluatedWithoutAnError() throws Exception {
        List<String> inFiles = RuleNames.inFolder(Path.of("../dashboards/rules"));
        Await.until(
                "each rule has been evaluated",
                () -> cortex.rules().stream()
                        .noneMatch(rule -> rule.get("health").asText().equals("unknown")),
                cortex::toString);
        assertThat(cortex.rules())
                .extracting(rule -> rule.get("name").asText())
                .containsExactlyInAnyOrderElementsOf(inFiles);
        assertThat(cortex.rules())
                .allSatisfy(rule -> assertThat(rule.get("health").asText())
                        .as(rule.toString())
                        .isEqualTo("ok"));
    }
}
