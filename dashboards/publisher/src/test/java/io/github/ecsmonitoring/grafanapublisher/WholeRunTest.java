package io.github.ecsmonitoring.grafanapublisher;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.ecsmonitoring.grafanapublisher.standin.Behaviour;
import io.github.ecsmonitoring.grafanapublisher.standin.GrafanaStandIn;
import io.github.ecsmonitoring.grafanapublisher.standin.LambdaRuntime;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The jar, as Lambda starts it, among stand-ins of AWS and Grafana: from the event to the content. */
class WholeRunTest {
    private static final Path JAR = Path.of("target", "grafana-publisher.jar");
    private static final String HANDLER = "io.github.ecsmonitoring.grafanapublisher.PublisherFunction::handleRequest";

    private static String run(FunctionRun run, LambdaRuntime lambda, String requestType) throws InterruptedException {
        assertThat(lambda.invoke(run.event(requestType).toString())).startsWith("response");
        JsonObject data = run.cloudFormation.answer().getAsJsonObject("Data");
        assertThat(run.amg.tokens).isEmpty();
        return data.get("Status").getAsString() + ": " + data.get("Summary").getAsString();
    }

    @ParameterizedTest
    @EnumSource
    void contentIsPublishedThenUnchangedThenDeleted(Behaviour grafanaVersion) throws Exception {
        try (FunctionRun run = new FunctionRun(null);
                GrafanaStandIn grafana = new GrafanaStandIn(grafanaVersion, InstantSource.system());
                LambdaRuntime lambda = new LambdaRuntime(JAR, HANDLER, run.environment())) {
            run.amg.grafana = grafana.url().toString();
            run.properties.put("Plugins", List.of());
            run.properties.put(
                    "DataSources",
                    "[{\"uid\": \"ecs-monitoring-cloudwatch\", \"name\": \"CloudWatch\", \"type\": \"cloudwatch\","
                            + " \"access\": \"proxy\", \"jsonData\": {\"defaultRegion\": \"eu-west-1\"}}]");

            assertThat(run(run, lambda, "Create")).isEqualTo("published: 3 created");
            assertThat(run(run, lambda, "Update")).isEqualTo("published: 3 unchanged");
            assertThat(run(run, lambda, "Delete")).isEqualTo("published: 3 deleted");
            assertThat(run(run, lambda, "Delete")).startsWith("published: ");
            assertThat(run.amg.accounts).hasSize(1);
        }
    }
}
