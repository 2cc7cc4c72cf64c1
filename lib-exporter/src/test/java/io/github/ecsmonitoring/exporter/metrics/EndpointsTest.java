package io.github.ecsmonitoring.exporter.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.flags.FlagException;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Paths as Go's ServeMux, which node_exporter uses, treats them. */
@Timeout(60)
class EndpointsTest {
    private final TestServer server = new TestServer();

    @AfterEach
    void stop() {
        server.stop();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            /metrics  | /metrics                  | 200 page    | -
            /metrics  | /%6detrics                | 200 page    | -
            /metrics  | //metrics                 | 307         | /metrics
            /metrics  | /./metrics?collect[]=cpu  | 307         | /metrics?collect[]=cpu
            /metrics  | /a/../metrics?            | 307         | /metrics?
            /metrics  | /../../metrics            | 307         | /metrics
            /metrics  | /metrics/.                | 307         | /metrics
            /metrics  | /metrics//                | 307         | /metrics/
            /metrics  | /metrics/                 | 404         | -
            /metrics  | /metrics/a                | 404         | -
            /metrics  | //                        | 307         | /
            /metrics  | /.                        | 307         | /
            /metrics  | http://x//metrics         | 307         | /metrics
            /metrics  | http://x                  | 200 landing | -
            /metrics  | /                         | 200 landing | -
            /metrics  | /-/healthy                | 200 ok      | -
            /metrics  | /%2e/metrics              | 404         | -
            /metrics  | /./%6detrics              | 307         | /%6detrics
            /metrics  | /./\\example.org          | 307         | /%5Cexample.org
            /metrics  | /.//example.org           | 307         | /example.org
            /         | /                         | 200 page    | -
            /         | /metrics                  | 200 page    | -
            /         | /a/b?collect[]=cpu        | 400         | -
            /         | /-/healthy                | 200 ok      | -
            /         | //a                       | 307         | /a
            /foo/     | /foo/                     | 200 page    | -
            /foo/     | /foo/anything/below       | 200 page    | -
            /foo/     | /foo?name[]=x             | 307         | /foo/?name[]=x
            /foo/     | //foo                     | 307         | /foo/
            /foo/     | /foobar                   | 404         | -
            /foo/     | /                         | 200 landing | -
            /-/healthy/ | /-/healthy              | 200 ok      | -
            /-/healthy/ | /-/healthy/             | 200 page    | -
            """)
    void servesAndRedirects(String metricsPath, String target, String expected, String location) throws Exception {
        server.start(metricsPath, 40, (host, out) -> out.gauge("page", "A page.", 1));
        String response = get(target);
        String status = response.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length());
        String body = response.substring(response.indexOf("\r\n\r\n") + 4);
        String kind = body.startsWith("# HELP page")
                ? " page"
                : body.startsWith("<!DOCTYPE html>") ? " landing" : body.equals("ok\n") ? " ok" : "";
        assertThat(status + kind).isEqualTo(expected);
        assertThat(response.lines()
                        .filter(line -> line.startsWith("Location: "))
                        .toList())
                .hasSize(location == null ? 0 : 1)
                .allMatch(line -> line.equals("Location: " + location));
    }

    @Test
    void rejectsAPathThatRequestsCannotHave() {
        assertThat(MetricsPath.parse("/")).isEqualTo("/");
        assertThat(MetricsPath.parse("/a/b/")).isEqualTo("/a/b/");
        assertThatThrownBy(() -> MetricsPath.parse("metrics"))
                .isInstanceOf(FlagException.class)
                .hasMessage("--web.telemetry-path must begin with /, got 'metrics'");
        assertThatThrownBy(() -> MetricsPath.parse("//a/./b/../metrics"))
                .isInstanceOf(FlagException.class)
                .hasMessage(
                        "--web.telemetry-path must have no empty, . or .. elements: use /a/metrics, got '//a/./b/../metrics'");
    }

    private String get(String target) throws IOException {
        try (Socket client = server.connect()) {
            client.getOutputStream().write(("GET " + target + " HTTP/1.0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
