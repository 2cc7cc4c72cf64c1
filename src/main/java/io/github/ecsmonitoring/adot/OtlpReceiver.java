package io.github.ecsmonitoring.adot;

/** The receiver {@code otlp}, which several features read from: what the app sends by OpenTelemetry's protocol, over gRPC and HTTP. */
final class OtlpReceiver {
    static final String NAME = "otlp";
    private static final int GRPC_PORT = 4317;
    private static final int HTTP_PORT = 4318;

    private OtlpReceiver() {
    }

    static void add(CollectorDraft draft, CollectorSettings settings) {
        String host = settings.endpoints().otlpHost();
        draft.receiver(NAME, Yaml.map("protocols", Yaml.map(
            "grpc", Yaml.map("endpoint", host + ":" + GRPC_PORT),
            "http", Yaml.map("endpoint", host + ":" + HTTP_PORT))));
        draft.port(GRPC_PORT);
        draft.port(HTTP_PORT);
    }
}
