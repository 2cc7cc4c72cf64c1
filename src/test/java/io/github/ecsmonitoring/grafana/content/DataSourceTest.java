package io.github.ecsmonitoring.grafana.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.logs.LogGroup;

class DataSourceTest {
    private final Stack stack = Synth.stack();
    private final IPrometheusWorkspace workspace = PrometheusWorkspace.fromWorkspaceArn(
            stack, "Workspace", "arn:aws:aps:eu-central-1:111122223333:workspace/ws-0a1b2c3d");

    private static Object jsonData(DataSource dataSource) {
        return dataSource.toMap(DataSourceAuth.WORKSPACE_ROLE).get("jsonData");
    }

    private String json(DataSource dataSource, DataSourceAuth auth) throws Exception {
        return Synth.JSON.writeValueAsString(stack.resolve(dataSource.toMap(auth)));
    }

    @Test
    void prometheusIsSignedForTheRegionOfTheWorkspace() throws Exception {
        assertThat(json(DataSource.prometheus(workspace), DataSourceAuth.WORKSPACE_ROLE))
                .isEqualTo("{\"uid\":\"ecs-monitoring-prometheus\",\"name\":\"Amazon Managed Prometheus\","
                        + "\"type\":\"grafana-amazonprometheus-datasource\",\"access\":\"proxy\","
                        + "\"url\":{\"Fn::Join\":[\"\",[\"https://aps-workspaces.eu-central-1.\",{\"Ref\":\"AWS::URLSuffix\"},"
                        + "\"/workspaces/ws-0a1b2c3d\"]]},\"isDefault\":false,\"jsonData\":{\"sigV4Auth\":true,"
                        + "\"sigV4AuthType\":\"ec2_iam_role\",\"sigV4Region\":\"eu-central-1\",\"sigv4Service\":\"aps\","
                        + "\"httpMethod\":\"POST\",\"manageAlerts\":true,\"timeInterval\":\"30s\"}}");
    }

    @Test
    void alertManagerIsPartOfTheWorkspace() throws Exception {
        assertThat(json(DataSource.alertManager(workspace), DataSourceAuth.DEFAULT_CHAIN))
                .isEqualTo(
                        "{\"uid\":\"ecs-monitoring-alertmanager\",\"name\":\"Amazon Managed Prometheus alert manager\","
                                + "\"type\":\"alertmanager\",\"access\":\"proxy\","
                                + "\"url\":{\"Fn::Join\":[\"\",[\"https://aps-workspaces.eu-central-1.\",{\"Ref\":\"AWS::URLSuffix\"},"
                                + "\"/workspaces/ws-0a1b2c3d/alertmanager\"]]},"
                                + "\"isDefault\":false,\"jsonData\":{\"sigV4Auth\":true,\"sigV4AuthType\":\"default\","
                                + "\"sigV4Region\":\"eu-central-1\",\"implementation\":\"prometheus\","
                                + "\"handleGrafanaManagedAlerts\":false}}");
    }

    @Test
    void cloudWatchAndXRayReadTheRegionOfGrafana() throws Exception {
        assertThat(json(DataSource.cloudWatch(), DataSourceAuth.WORKSPACE_ROLE))
                .isEqualTo("{\"uid\":\"ecs-monitoring-cloudwatch\",\"name\":\"CloudWatch\",\"type\":\"cloudwatch\","
                        + "\"access\":\"proxy\",\"url\":\"\",\"isDefault\":false,"
                        + "\"jsonData\":{\"authType\":\"ec2_iam_role\",\"defaultRegion\":{\"Ref\":\"AWS::Region\"}}}");
        assertThat(json(DataSource.xRay("eu-west-1"), DataSourceAuth.DEFAULT_CHAIN))
                .isEqualTo("{\"uid\":\"ecs-monitoring-xray\",\"name\":\"X-Ray\",\"type\":\"grafana-x-ray-datasource\","
                        + "\"access\":\"proxy\",\"url\":\"\",\"isDefault\":false,"
                        + "\"jsonData\":{\"authType\":\"default\",\"defaultRegion\":\"eu-west-1\"}}");
    }

    @Test
    void prometheusAndXRayArePlugins() {
        assertThat(DataSource.prometheus(workspace).getPlugin()).contains("grafana-amazonprometheus-datasource");
        assertThat(DataSource.xRay().getPlugin()).contains("grafana-x-ray-datasource");
        assertThat(DataSource.cloudWatch().getPlugin()).isEmpty();
        assertThat(DataSource.alertManager(workspace).getPlugin()).isEmpty();
    }

    @Test
    void tellsWhatGrafanaMustBeGranted() {
        ILogGroup logs = LogGroup.fromLogGroupName(stack, "Logs", "orders");
        assertThat(DataSource.prometheus(workspace).getWorkspace()).containsSame(workspace);
        assertThat(DataSource.alertManager(workspace).getWorkspace()).containsSame(workspace);
        assertThat(DataSource.cloudWatch().getWorkspace()).isEmpty();
        assertThat(DataSource.cloudWatch().logGroups(logs).getLogGroups()).containsExactly(logs);
        assertThat(DataSource.cloudWatch().getRoleArn()).isEmpty();
        assertThat(DataSource.cloudWatch()
                        .assumeRole("arn:aws:iam::111122223333:role/grafana")
                        .getRoleArn())
                .contains("arn:aws:iam::111122223333:role/grafana");
    }

    @Test
    void readsAnotherAccountWithARole() {
        assertThat(jsonData(
                        DataSource.prometheus(workspace).assumeRole("arn:aws:iam::111122223333:role/grafana", "ecs")))
                .hasToString("{sigV4Auth=true, sigV4AuthType=ec2_iam_role, sigV4Region=eu-central-1, "
                        + "sigV4AssumeRoleArn=arn:aws:iam::111122223333:role/grafana, sigV4ExternalId=ecs, "
                        + "sigv4Service=aps, httpMethod=POST, manageAlerts=true, timeInterval=30s}");
        assertThat(jsonData(DataSource.xRay("eu-west-1").assumeRole("arn:aws:iam::111122223333:role/a/grafana")))
                .hasToString("{authType=ec2_iam_role, defaultRegion=eu-west-1, "
                        + "assumeRoleArn=arn:aws:iam::111122223333:role/a/grafana}");
    }

    @Test
    void optionsReplaceDefaults() {
        assertThat(jsonData(DataSource.prometheus(workspace)
                        .scrapeInterval(Duration.minutes(2))
                        .authType("default")
                        .jsonData("httpMethod", "GET")))
                .hasToString("{sigV4Auth=true, sigV4AuthType=default, sigV4Region=eu-central-1, "
                        + "sigv4Service=aps, httpMethod=GET, manageAlerts=true, timeInterval=120s}");
    }

    @Test
    void newQueriesOfLogsSelectTheLogGroups() throws Exception {
        ILogGroup logs =
                LogGroup.fromLogGroupArn(stack, "Logs", "arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/orders");
        assertThat(Synth.JSON.writeValueAsString(stack.resolve(
                        jsonData(DataSource.cloudWatch("eu-west-1").logGroups(logs)))))
                .isEqualTo(
                        "{\"authType\":\"ec2_iam_role\",\"defaultRegion\":\"eu-west-1\",\"logGroups\":["
                                + "{\"arn\":\"arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/orders:*\",\"name\":\"/ecs/orders\"}]}");
    }

    @ParameterizedTest
    @CsvSource({
        "Amazon Managed Prometheus, ecs-monitoring-prometheus",
        "Production,                ecs-monitoring-prometheus-production",
        "' EU 1 ',                  ecs-monitoring-prometheus-eu-1",
        "Production of the shop,    ecs-monitoring-prometheus-86fe6858",
        "店,                         ecs-monitoring-prometheus-aaded36a",
    })
    void nameMakesTheUid(String name, String uid) {
        DataSource named = DataSource.prometheus(workspace).named(name);
        assertThat(named.getName()).isEqualTo(name.strip());
        assertThat(named.getUid()).isEqualTo(uid).hasSizeLessThanOrEqualTo(40);
    }

    @Test
    void uidIsKeptWhateverTheName() {
        assertThat(DataSource.xRay().uid("traces").named("Production").toMap(DataSourceAuth.DEFAULT_CHAIN))
                .containsAllEntriesOf(Map.of("uid", "traces", "name", "Production"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "grün", "a/b", "a.b", "12345678901234567890123456789012345678901"})
    void rejectsAnInvalidUid(String uid) {
        assertThatThrownBy(() -> DataSource.xRay().uid(uid))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("data source X-Ray: uid must have 1 to 40 letters, digits, \"-\" and \"_\", got \"" + uid
                        + "\"");
    }

    @Test
    void rejectsABlankOrLongName() {
        assertThatThrownBy(() -> DataSource.xRay().named(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("name of a data source must have 1 to 190 characters, got \" \"");
        assertThatThrownBy(() -> DataSource.xRay().named("x".repeat(191)))
                .hasMessageStartingWith("name of a data source must have 1 to 190 characters, got \"xxx");
    }

    @Test
    void rejectsWhatIsNotARole() {
        assertThatThrownBy(() -> DataSource.cloudWatch().assumeRole("arn:aws:iam::111122223333:user/grafana"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "roleArn must look like arn:aws:iam::ACCOUNT:role/NAME, got \"arn:aws:iam::111122223333:user/grafana\"");
    }

    @Test
    void rejectsOptionsOfOtherKinds() {
        assertThatThrownBy(() -> DataSource.cloudWatch().scrapeInterval(Duration.seconds(30)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "scrapeInterval is for data sources of Prometheus, got the CloudWatch data source CloudWatch");
        assertThatThrownBy(() -> DataSource.alertManager(workspace).logGroups())
                .hasMessage("logGroups is for data sources of CloudWatch, got the alert manager data source "
                        + "Amazon Managed Prometheus alert manager");
    }

    @Test
    void scrapeIntervalIsWholeSeconds() {
        assertThatThrownBy(() -> DataSource.prometheus(workspace).scrapeInterval(Duration.millis(1500)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("scrapeInterval must be whole seconds, got 1500 ms");
        assertThatThrownBy(() -> DataSource.prometheus(workspace).scrapeInterval(Duration.seconds(0)))
                .hasMessage("scrapeInterval must be whole seconds, got 0 ms");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secretKey", "sigV4AccessKey", "password", "sessionToken"})
    void templateGetsNoSecrets(String key) {
        assertThatThrownBy(() -> DataSource.cloudWatch().jsonData(key, "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("data source CloudWatch: jsonData must have no secrets, got " + key
                        + ": let Grafana read AWS with its role, or another one with assumeRole(...)");
    }
}
