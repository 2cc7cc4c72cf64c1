package io.github.ecsmonitoring.adot;

/** The receiver {@code otlp}, shared by several features: gRPC on one port and HTTP on the next. */
final class OtlpReceiver {
    static final String NAME = "otlp";

    private OtlpReceiver() {}

    static void add(CollectorDraft draft, CollectorSettings settings) {
        String host = settings.endpoints().otlpHost();
        int grpcPort = settings.endpoints().otlpPort();
        int httpPort = grpcPort + 1;
        draft.receiver(
                NAME,
                Yaml.map(
                        "protocols",
                        Yaml.map(
                                "grpc", Yaml.map("endpoint", host + ":" + grpcPort),
                                "http", Yaml.map("endpoint", host + ":" + httpPort))));
        draft.port(grpcPort, "OTLP");
        draft.port(httpPort, "OTLP");
    }
}
