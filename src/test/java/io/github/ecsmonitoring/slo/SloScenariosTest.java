package io.github.ecsmonitoring.slo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.Promtool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.Duration;

/** Runs the rules of objectives in Prometheus' engine: {@code slo/*.test.yaml}. */
class SloScenariosTest {
    private static final Path FOLDER = Path.of("test/resources/slo");

    @TempDir
    private static Path folder;

    @BeforeAll
    static void writeRules() throws IOException {
        Promtool.assumeInstalled();
        for (ServiceLevelObjective objective : List.of(
                ServiceLevelObjective.availability("orders", 99.9).httpServer(),
                ServiceLevelObjective.availability("orders", 99.9)
                        .httpServer()
                        .name("orders-unguarded")
                        .minimumBadEvents(1),
                ServiceLevelObjective.latency("orders", 99, Duration.millis(300))
                        .httpServer(),
                ServiceLevelObjective.availability("payments", 99.5)
                        .total("payments_total")
                        .good("payments_total{result=\"paid\"}"),
                ServiceLevelObjective.latency("payments", 95, Duration.seconds(1))
                        .histogram("payment_duration_seconds"))) {
            Files.writeString(folder.resolve(objective.getNamespace() + ".yaml"), SloFile.of(objective));
        }
    }

    static List<Path> scenarios() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void alertsFireAndStayQuiet(Path scenario) throws Exception {
        assertThat(Promtool.failures(Files.copy(scenario, folder.resolve(scenario.getFileName()))))
                .isEmpty();
    }

    @Test
    void aWrongThresholdFails(@TempDir Path mutant) throws Exception {
        String rules = Files.readString(folder.resolve("slo-orders-availability.yaml"));
        assertThat(rules).contains("> 14.4\n");
        Files.writeString(mutant.resolve("slo-orders-availability.yaml"), rules.replace("> 14.4\n", "> 25\n"));
        Path scenario = FOLDER.resolve("pages.test.yaml");
        assertThat(Promtool.failures(Files.copy(scenario, mutant.resolve("pages.test.yaml"))))
                .isNotEmpty();
    }
}
