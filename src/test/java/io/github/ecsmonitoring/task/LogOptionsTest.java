package io.github.ecsmonitoring.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.Synth;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.ecs.FireLensLogDriverProps;
import software.amazon.awscdk.services.ecs.LogDriver;
import software.amazon.awscdk.services.ecs.LogDrivers;
import software.amazon.awscdk.services.ecs.SyslogLogDriverProps;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;

class LogOptionsTest {
    private static final LogDriver SYSLOG = LogDrivers.syslog(
            SyslogLogDriverProps.builder().address("udp://logs.example:514").build());

    private final TaskFixture fixture = new TaskFixture();

    @BeforeEach
    void addApp() {
        fixture.task.addContainer(
                "app", TaskFixture.appOptions().memoryReservationMiB(64).build());
    }

    @Test
    void createsALogGroupWithAMonthsRetention() {
        fixture.monitoring().build();
        assertThat(Synth.properties(fixture.stack, "AWS::Logs::LogGroup")).containsEntry("RetentionInDays", 30);
    }

    @Test
    void appliesLogRetention() {
        fixture.monitoring().logRetention(RetentionDays.ONE_YEAR).build();
        assertThat(Synth.properties(fixture.stack, "AWS::Logs::LogGroup")).containsEntry("RetentionInDays", 365);
    }

    @Test
    void anotherDriverNeedsNoLogGroupAndNoGrant() {
        fixture.monitoring().logging(SYSLOG).build();
        Template.fromStack(fixture.stack).resourceCountIs("AWS::Logs::LogGroup", 0);
        for (String sidecar : new String[] {"adot", "node-exporter"}) {
            assertThat(Synth.container(fixture.stack, sidecar).get("LogConfiguration"))
                    .isEqualTo(Map.of(
                            "LogDriver", "syslog", "Options", Map.of("syslog-address", "udp://logs.example:514")));
        }
        assertThat(Template.fromStack(fixture.stack)
                        .findResources("AWS::IAM::Policy")
                        .toString())
                .contains("aps:RemoteWrite")
                .doesNotContain("logs:");
    }

    @Test
    void firelensRouterIsNotAnAppContainer() {
        fixture.monitoring()
                .logging(LogDrivers.firelens(FireLensLogDriverProps.builder()
                        .options(Map.of("Name", "datadog"))
                        .build()))
                .build();
        assertThat(Synth.container(fixture.stack, "adot").get("LogConfiguration"))
                .hasToString("{LogDriver=awsfirelens, Options={Name=datadog}}");
        assertThat(Synth.container(fixture.stack, "log-router")).doesNotContainKey("DependsOn");
    }

    @Test
    void rejectsALogGroupTogetherWithADriver() {
        TaskMonitoring.Builder builder = fixture.monitoring()
                .logging(SYSLOG)
                .logGroup(LogGroup.fromLogGroupName(fixture.stack, "Given", "given"));
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("logGroup(...) and logging(...) exclude each other: set one of them");
        assertThat(fixture.task.findContainer("adot")).isNull();
    }
}
