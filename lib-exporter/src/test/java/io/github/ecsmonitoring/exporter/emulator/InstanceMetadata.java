package io.github.ecsmonitoring.exporter.emulator;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Map;

/**
 * The part of the EC2 instance metadata service v2 that exporters use: tokens, the host name, the instance id and the
 * identity document.
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

    EmulatorResponse response(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/latest/api/token")) {
            return token(exchange);
        }
        if (!TOKEN.equals(exchange.getRequestHeaders().getFirst("X-aws-ec2-metadata-token"))) {
            return EmulatorResponse.text(401, "Unauthorized");
        }
        return switch (path) {
            case "/latest/meta-data/instance-id" -> EmulatorResponse.text(200, (String) document.get("instanceId"));
            case "/latest/meta-data/hostname" -> EmulatorResponse.text(200, hostname());
            case "/latest/dynamic/instance-identity/document" -> EmulatorResponse.text(200, JsonText.of(document));
            default -> EmulatorResponse.text(404, "Not Found");
        };
    }

    private static EmulatorResponse token(HttpExchange exchange) {
        if (!exchange.getRequestMethod().equals("PUT")) {
            return EmulatorResponse.text(405, "Method Not Allowed");
        }
        String lifetime = exchange.getRequestHeaders().getFirst(LIFETIME);
        if (lifetime == null || !lifetime.matches("[1-9]\\d{0,4}") || Integer.parseInt(lifetime) > 21600) {
            return EmulatorResponse.text(400, "Bad Request");
        }
        // The AWS SDK for Go ignores a token response without this header.
        exchange.getResponseHeaders().set(LIFETIME, lifetime);
        return EmulatorResponse.text(200, TOKEN);
    }

    /** The domain of us-east-1 does not contain the region. */
    private String hostname() {
        String region = (String) document.get("region");
        String domain = region.equals("us-east-1") ? "ec2.internal" : region + ".compute.internal";
        return "ip-" + ((String) document.get("privateIp")).replace('.', '-') + "." + domain;
    }
}
