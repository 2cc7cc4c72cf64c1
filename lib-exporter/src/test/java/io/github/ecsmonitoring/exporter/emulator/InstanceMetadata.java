package io.github.ecsmonitoring.exporter.emulator;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Map;

/**
 * The instance metadata service v2 of an EC2 host, as far as an exporter asks it: a token first, then what needs it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html">IMDSv2</a>
 */
final class InstanceMetadata {
    private static final String TOKEN = "AQAEAEmulatedToken==";
    private static final String LIFETIME = "X-aws-ec2-metadata-token-ttl-seconds";

    private final Map<String, Object> document;

    InstanceMetadata(Scenario scenario) throws IOException {
        this.document = scenario.read("instance-identity.json");
    }

    Answer answer(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/latest/api/token")) {
            return token(exchange);
        }
        if (!TOKEN.equals(exchange.getRequestHeaders().getFirst("X-aws-ec2-metadata-token"))) {
            return Answer.text(401, "Unauthorized");
        }
        return switch (path) {
            case "/latest/meta-data/instance-id" -> Answer.text(200, (String) document.get("instanceId"));
            case "/latest/meta-data/hostname" -> Answer.text(200, hostname());
            case "/latest/dynamic/instance-identity/document" -> Answer.text(200, JsonText.of(document));
            default -> Answer.text(404, "Not Found");
        };
    }

    private static Answer token(HttpExchange exchange) {
        if (!exchange.getRequestMethod().equals("PUT")) {
            return Answer.text(405, "Method Not Allowed");
        }
        String lifetime = exchange.getRequestHeaders().getFirst(LIFETIME);
        if (lifetime == null || !lifetime.matches("[1-9]\\d{0,4}") || Integer.parseInt(lifetime) > 21600) {
            return Answer.text(400, "Bad Request");
        }
        // AWS's SDK for Go takes an answer without it for a failure, and goes on without a token.
        exchange.getResponseHeaders().set(LIFETIME, lifetime);
        return Answer.text(200, TOKEN);
    }

    /** Outside us-east-1 the domain names the region. */
    private String hostname() {
        String region = (String) document.get("region");
        String domain = region.equals("us-east-1") ? "ec2.internal" : region + ".compute.internal";
        return "ip-" + ((String) document.get("privateIp")).replace('.', '-') + "." + domain;
    }
}
