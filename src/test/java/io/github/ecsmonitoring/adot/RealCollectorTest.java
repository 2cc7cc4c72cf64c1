package io.github.ecsmonitoring.adot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ecsmonitoring.CollectorProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A collector accepts each golden file. {@code OTELCOL} is the path of its binary: ADOT or a collector with the same
 * components. Files with exporters that only ADOT has are skipped for other collectors.
 */
class RealCollectorTest {
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "AMP_REMOTE_WRITE_URL",
            "http://127.0.0.1:9/",
            "AMP_REGION",
            "eu-west-1",
            "AWS_REGION",
            "eu-west-1",
            "ECS_SERVICE_NAME",
            "orders",
            "AWS_ACCESS_KEY_ID",
            "none",
            "AWS_SECRET_ACCESS_KEY",
            "none",
            "CLOUDWATCH_METRICS_URL",
            "http://127.0.0.1:9/");

    @BeforeAll
    static void requiresACollector() {
        if (System.getenv("OTELCOL") == null) {
            System.out.println("RealCollectorTest skipped: OTELCOL is not set");
        }
        assumeTrue(System.getenv("OTELCOL") != null, "OTELCOL is not set");
    }

    static List<Path> goldenFiles() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("test/resources/golden"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("goldenFiles")
    void acceptsTheGoldenFile(Path file) throws Exception {
        CollectorProgram collector = CollectorProgram.of(Path.of(System.getenv("OTELCOL")));
        String reason = collector.rejection(Files.readString(file), ENVIRONMENT, List.of());
        assumeFalse(reason.contains("unknown type: \"awsxray\""), "no exporter awsxray");
        assertThat(reason).isEmpty();
    }
}
