package io.github.ecsmonitoring.grafanapublisher.content;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.ecsmonitoring.grafanapublisher.standin.Behaviour;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Data sources that people, Grafana and the publisher change. */
class DataSourceTest {
    private static final String UID = "ecs-monitoring-prometheus";

    private static JsonObject find(Lab lab) {
        return lab.grafana.dataSources().get(UID);
    }

    private static String type(Lab lab) {
        return find(lab).get("type").getAsString();
    }

    @Test
    void theTypeIsTheOneThatTheVersionOfGrafanaHas() throws Exception {
        try (Lab lab = Lab.withPlugins(Behaviour.V10_4)) {
            lab.publish(Example.content());
            assertThat(type(lab)).isEqualTo("prometheus");
        }
        try (Lab lab = Lab.withPlugins(Behaviour.V12)) {
            lab.publish(Example.content());
            assertThat(type(lab)).isEqualTo("grafana-amazonprometheus-datasource");
        }
    }

    @Test
    void anUpgradeOfGrafanaChangesTheTypeAndKeepsTheUid() throws Exception {
        try (Lab lab = Lab.with(Behaviour.V10_4)) {
            lab.publish(Example.content());
            lab.grafana.upgrade(Behaviour.V12);
            assertThat(lab.publish(Example.content())).isEqualTo("""
                    plugin grafana-amazonprometheus-datasource CREATED
                    plugin grafana-x-ray-datasource UNCHANGED
                    data source ecs-monitoring-prometheus UPDATED
                    data source ecs-monitoring-xray UNCHANGED
                    folder ecs-monitoring UNCHANGED
                    dashboard ecs-task UNCHANGED
                    dashboard ecs-node UNCHANGED
                    """);
            assertThat(type(lab)).isEqualTo("grafana-amazonprometheus-datasource");
        }
    }

    @Test
    void nothingIsWrittenAfterGrafanaMigratedTheType() throws Exception {
        try (Lab lab = Lab.with(Behaviour.V10_4)) {
            lab.publish(Example.content());
            lab.grafana.upgradeAndMigrate(Behaviour.V12);
            lab.grafana.calls();
            assertThat(lab.publish(Example.content())).contains("data source " + UID + " UNCHANGED\n");
            assertThat(lab.grafana.calls()).doesNotContain("POST", "PUT");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aChangedFieldIsSetAgainAndUnknownKeysAreKept(Behaviour behaviour) throws Exception {
        try (Lab lab = Lab.with(behaviour)) {
            lab.publish(Example.onlyDataSources(Example.cloudWatch()));
            JsonObject found = lab.grafana.dataSources().get("ecs-monitoring-cloudwatch");
            found.getAsJsonObject("jsonData").addProperty("defaultRegion", "us-east-1");
            found.getAsJsonObject("jsonData").addProperty("customMetricsNamespaces", "Shop");
            assertThat(lab.publish(Example.onlyDataSources(Example.cloudWatch())))
                    .isEqualTo("data source ecs-monitoring-cloudwatch UPDATED\n");
            assertThat(lab.grafana
                            .dataSources()
                            .get("ecs-monitoring-cloudwatch")
                            .get("jsonData"))
                    .isEqualTo(Example.json("""
                            {
                              "authType": "ec2_iam_role",
                              "defaultRegion": "eu-west-1",
                              "ecsMonitoringOwner": "Monitoring/Grafana/Content",
                              "customMetricsNamespaces": "Shop"
                            }
                            """));
        }
    }

    @Test
    void aPersonsDefaultDataSourceRemainsTheDefault() throws Exception {
        try (Lab lab = Lab.withPlugins(Behaviour.V12)) {
            lab.grafana.dataSources().add("mine", "Mine", "prometheus", true);
            lab.publish(Example.onlyDataSources(Example.prometheus()));
            assertThat(find(lab).get("isDefault").getAsBoolean()).isFalse();
            assertThat(lab.publish(Example.onlyDataSources(Example.prometheus())))
                    .isEqualTo("data source " + UID + " UNCHANGED\n");
        }
    }

    @Test
    void withoutAnotherDefaultItBecomesTheDefaultAlsoLater() throws Exception {
        try (Lab lab = Lab.withPlugins(Behaviour.V12)) {
            lab.publish(Example.onlyDataSources(Example.prometheus()));
            assertThat(find(lab).get("isDefault").getAsBoolean()).isTrue();
            find(lab).addProperty("isDefault", false);
            assertThat(lab.publish(Example.onlyDataSources(Example.prometheus())))
                    .isEqualTo("data source " + UID + " UPDATED\n");
            assertThat(find(lab).get("isDefault").getAsBoolean()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anotherDataSourceWithTheNameIsReportedWithARemedy(Behaviour behaviour) throws Exception {
        try (Lab lab = Lab.with(behaviour)) {
            lab.grafana.dataSources().add("mine", "CloudWatch", "cloudwatch", false);
            assertThat(lab.publish(Example.onlyDataSources(Example.cloudWatch())))
                    .isEqualTo("data source ecs-monitoring-cloudwatch FAILED: Grafana has another data source with the"
                            + " name \"CloudWatch\" (uid mine); rename or delete that one in Grafana, or give this one"
                            + " another name\n");
            assertThat(lab.grafana.calls()).doesNotContain("POST");
        }
    }

    @Test
    void anotherUidForTheSameNameReplacesTheDataSource() throws Exception {
        try (Lab lab = Lab.with(Behaviour.V12)) {
            lab.publish(Example.onlyDataSources(Example.cloudWatch()));
            JsonObject next = Example.cloudWatch();
            next.addProperty("uid", "next");
            OwnContent earlier = new OwnContent(List.of("ecs-monitoring-cloudwatch"), List.of(), List.of());
            assertThat(lab.publish(Example.onlyDataSources(next), earlier)).isEqualTo("""
                    data source next CREATED
                    data source ecs-monitoring-cloudwatch DELETED
                    """);
        }
    }

    @Test
    void aDataSourceOfAnotherStackWithOtherSettingsIsNotChanged() throws Exception {
        try (Lab lab = Lab.with(Behaviour.V12)) {
            lab.publish(Example.onlyDataSources(Example.cloudWatch()));
            JsonObject other = Example.cloudWatch();
            other.getAsJsonObject("jsonData").addProperty("defaultRegion", "us-east-1");
            ContentPublisher publisher = lab.publisher("Other/Content", false);
            assertThat(Lab.text(publisher.publish(Example.onlyDataSources(other), OwnContent.NONE)))
                    .isEqualTo("data source ecs-monitoring-cloudwatch FAILED: it is published by " + Example.OWNER
                            + " with other settings; give this one another uid and name, or remove it from the other"
                            + " stack\n");
            assertThat(Lab.text(publisher.publish(Example.onlyDataSources(Example.cloudWatch()), OwnContent.NONE)))
                    .isEqualTo("data source ecs-monitoring-cloudwatch KEPT: it is published by " + Example.OWNER
                            + " with the same settings\n");
            assertThat(Lab.text(lab.publisher("Other/Content", true)
                            .publish(Example.onlyDataSources(other), OwnContent.NONE)))
                    .isEqualTo("data source ecs-monitoring-cloudwatch UPDATED\n");
        }
    }

    @Test
    void aChangeBetweenTheLookAndTheWriteIsAConflictThatIsResolved() throws Exception {
        try (Lab lab = Lab.with(Behaviour.V12)) {
            lab.publish(Example.onlyDataSources(Example.cloudWatch()));
            JsonObject changed = Example.cloudWatch();
            changed.addProperty("url", "https://monitoring.example.com");
            lab.grafana.before(
                    "PUT /api/datasources/uid/ecs-monitoring-cloudwatch",
                    () -> lab.grafana
                            .dataSources()
                            .get("ecs-monitoring-cloudwatch")
                            .addProperty("version", 7));
            lab.grafana.calls();
            assertThat(lab.publish(Example.onlyDataSources(changed)))
                    .isEqualTo("data source ecs-monitoring-cloudwatch UPDATED\n");
            assertThat(lab.grafana.calls()).isEqualTo("""
                    GET /api/health 200
                    GET /api/datasources/uid/ecs-monitoring-cloudwatch 200
                    PUT /api/datasources/uid/ecs-monitoring-cloudwatch 409
                    GET /api/datasources/uid/ecs-monitoring-cloudwatch 200
                    PUT /api/datasources/uid/ecs-monitoring-cloudwatch 200
                    """);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anInvalidUidFailsAloneWithGrafanasMessage(Behaviour behaviour) throws Exception {
        try (Lab lab = Lab.with(behaviour)) {
            JsonObject invalid = Example.cloudWatch();
            invalid.addProperty("uid", "cloud watch");
            invalid.addProperty("name", "Other");
            assertThat(lab.publish(Example.onlyDataSources(invalid, Example.cloudWatch())))
                    .isEqualTo("data source cloud watch "
                            + (behaviour == Behaviour.V10_4
                                    ? "CREATED\n"
                                    : "FAILED: POST /api/datasources failed with status 400:"
                                            + " uid contains illegal characters\n")
                            + "data source ecs-monitoring-cloudwatch CREATED\n");
        }
    }

    @Test
    void aProvisionedDataSourceIsNotChanged() throws Exception {
        try (Lab lab = Lab.with(Behaviour.V12)) {
            lab.grafana.dataSources().add("ecs-monitoring-cloudwatch", "CloudWatch", "cloudwatch", false);
            lab.grafana.dataSources().get("ecs-monitoring-cloudwatch").addProperty("readOnly", true);
            assertThat(lab.publish(Example.onlyDataSources(Example.cloudWatch())))
                    .isEqualTo("data source ecs-monitoring-cloudwatch FAILED: Grafana has it from a file, and does not"
                            + " let it be changed; use another uid and name\n");
        }
    }
}
