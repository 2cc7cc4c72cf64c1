package io.github.ecsmonitoring.grafanapublisher.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.github.ecsmonitoring.grafanapublisher.standin.Behaviour;
import io.github.ecsmonitoring.grafanapublisher.standin.Fault;
import io.github.ecsmonitoring.grafanapublisher.standin.GrafanaStandIn;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ContentPublisherTest {

    @Test
    void anOwnerHasToFitIntoTheMessageOfAVersion() throws Exception {
        try (Lab lab = Lab.with(Behaviour.V12)) {
            for (String owner : List.of(" ", "a\nb", "x".repeat(301))) {
                assertThatThrownBy(() -> lab.publisher(owner, false))
                        .hasMessage("owner must have 1 to 300 characters in one line, got \"" + owner + "\"");
            }
            ContentPublisher longest = lab.publisher("x".repeat(300), false);
            DesiredContent desired = Example.onlyDashboards(Example.dashboard("ecs-task", "ECS task"));
            assertThat(Lab.text(longest.publish(desired, OwnContent.NONE))).endsWith("dashboard ecs-task CREATED\n");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAUTHORIZED", "FORBIDDEN", "SERVER_ERROR", "HALF_WRITTEN"})
    void noReportHoldsTheToken(Fault fault) throws Exception {
        for (String call : List.of("GET /api/health", "GET /api/datasources", "GET /api/folders/ecs-monitoring")) {
            try (Lab lab = Lab.withPlugins(Behaviour.V13)) {
                lab.grafana.faults().always(call, fault);
                assertThat(lab.publish(Example.content()))
                        .contains("FAILED: " + call)
                        .doesNotContain(GrafanaStandIn.TOKEN, "Bearer");
            }
        }
    }

    @Test
    void contentThatIsNoContentFailsAloneInsteadOfStoppingTheRun() throws Exception {
        try (Lab lab = Lab.with(Behaviour.V12)) {
            JsonObject broken = Example.cloudWatch();
            broken.add("isDefault", new JsonObject());
            broken.remove("name");
            assertThat(lab.publish(Example.onlyDataSources(broken, Example.cloudWatch()))
                            .lines())
                    .hasSize(2)
                    .first()
                    .asString()
                    .startsWith("data source ecs-monitoring-cloudwatch FAILED: POST /api/datasources failed with"
                            + " status 400");
        }
    }
}
