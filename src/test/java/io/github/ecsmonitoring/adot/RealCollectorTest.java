package io.github.ecsmonitoring.adot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.github.ecsmonitoring.AssumedRole;
import io.github.ecsmonitoring.CollectorProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
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
            "http://127.0.0.1:9/",
            "AMP_WRITER_ROLE_ARN",
            "arn:aws:iam::111122223333:role/prometheus-writer");

    /** A collector assumes its role before it starts. */
    private static HttpServer sts;

    @BeforeAll
    static void requiresACollector() throws IOException {
        if (System.getenv("OTELCOL") == null) {
            System.out.println("RealCollectorTest skipped: OTELCOL is not set");
        }
        assumeTrue(System.getenv("OTELCOL") != null, "OTELCOL is not set");
        byte[] response = new AssumedRole("ASIAROLE", "none", "none").response().getBytes(StandardCharsets.UTF_8);
        sts = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        sts.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, response.length);
            exchange.getResponseBody().write(response);
            exchange.close();
        });
        sts.start();
    }

    @AfterAll
    static void stop() {
        if (sts != null) {
            sts.stop(0);
        }
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
        Map<String, String> environment = new TreeMap<>(ENVIRONMENT);
        environment.put(
                "AWS_ENDPOINT_URL_STS", "http://127.0.0.1:" + sts.getAddress().getPort());
        String reason = collector.rejection(Files.readString(file), environment, List.of());
        assumeFalse(reason.contains("unknown type: \"awsxray\""), "no exporter awsxray");
        assertThat(reason).isEmpty();
    }
}
