package io.github.ecsmonitoring.adot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A collector validates each golden file. {@code OTELCOL} is the path of its binary: ADOT or a collector with the same
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

    @TempDir
    Path folder;

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
        File output = folder.resolve("output.txt").toFile();
        ProcessBuilder builder =
                new ProcessBuilder(System.getenv("OTELCOL"), "validate", "--config=env:AOT_CONFIG_CONTENT");
        builder.environment().putAll(ENVIRONMENT);
        builder.environment().put("AOT_CONFIG_CONTENT", Files.readString(file));
        Process collector =
                builder.redirectErrorStream(true).redirectOutput(output).start();
        boolean ended = collector.waitFor(60, TimeUnit.SECONDS);
        collector.destroyForcibly();
        String log = Files.readString(output.toPath());
        assumeFalse(log.contains("unknown type: \"awsxray\""), "no exporter awsxray");
        assertThat(ended && collector.exitValue() == 0).as(log).isTrue();
    }
}
