package io.github.ecsmonitoring.grafanapublisher;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.github.ecsmonitoring.grafanapublisher.standin.CloudFormationStandIn;
import io.github.ecsmonitoring.grafanapublisher.standin.LambdaRuntime;
import io.github.ecsmonitoring.grafanapublisher.standin.LoopbackServer;
import io.github.ecsmonitoring.grafanapublisher.standin.S3StandIn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An asset near the limit of its size, in the memory that the function has. */
class LargeContentTest {
    private static final Path JAR = Path.of("target", "grafana-publisher.jar");
    private static final String HANDLER = "io.github.ecsmonitoring.grafanapublisher.PublisherFunction::handleRequest";
    private static final int DASHBOARDS = 500;
    private static final String PANELS = "{\"a\":[1,2.5,\"x\",{\"b\":null}]},".repeat(1700);

    /** Has nothing, and stores nothing. */
    private static final class EmptyGrafana extends LoopbackServer {
        private EmptyGrafana() throws IOException {}

        @Override
        protected void answer(HttpExchange exchange, byte[] body) throws IOException {
            boolean health = exchange.getRequestURI().getPath().equals("/api/health");
            boolean read = exchange.getRequestMethod().equals("GET");
            send(exchange, read && !health ? 404 : 200, "{\"version\": \"12.4.0\"}");
        }
    }

    private static byte[] asset() throws IOException {
        Map<String, String> files = new HashMap<>();
        List<String> index = new ArrayList<>();
        for (int i = 0; i < DASHBOARDS; i++) {
            String file = "dashboards/d" + i + ".json";
            files.put(file, "{\"title\": \"D" + i + "\", \"panels\": [" + PANELS + "{}]}");
            index.add("{\"uid\": \"d%d\", \"title\": \"D%d\", \"folderUid\": \"f\", \"file\": \"%s\"}"
                    .formatted(i, i, file));
        }
        files.put(
                "content.json",
                "{\"folders\": [{\"uid\": \"f\", \"title\": \"F\"}], \"dashboards\": [" + String.join(",", index)
                        + "]}");
        return S3StandIn.zip(files);
    }

    @Test
    void isPublished() throws Exception {
        try (FunctionRun run = new FunctionRun(null, new S3StandIn(asset()), new CloudFormationStandIn());
                EmptyGrafana grafana = new EmptyGrafana();
                LambdaRuntime lambda = new LambdaRuntime(JAR, HANDLER, run.environment())) {
            run.amg.grafana = grafana.url().toString();
            run.properties.put("Plugins", List.of());
            run.properties.put("DataSources", "[]");
            lambda.invoke(run.event("Create").toString());
            assertThat(run.cloudFormation.answer().toString()).contains("501 created");
        }
    }
}
