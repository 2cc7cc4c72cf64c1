package io.github.ecsmonitoring.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.Snapshot;
import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.task.SummaryNotes;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

class MonitoringAppTest {
    private static App app(Map<String, ?> context) {
        App app = Synth.app(context);
        MonitoringApp.addStacks(app, Map.of());
        return app;
    }

    private static Stack stack(App app, String name) {
        return (Stack) app.getNode().findChild("EcsMonitoring" + name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Observability", "Cluster", "Workload"})
    void stackMatchesItsSnapshot(String name) throws IOException {
        Snapshot.assertTemplate(name.toLowerCase(Locale.ROOT), stack(app(Map.of()), name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Observability", "Cluster", "Workload"})
    void stackHasNoWarningsAndErrors(String name) {
        Annotations annotations = Annotations.fromStack(stack(app(Map.of()), name));
        assertThat(annotations.findWarning("*", Match.anyValue())).isEmpty();
        assertThat(annotations.findError("*", Match.anyValue())).isEmpty();
    }

    @Test
    void workloadDoesNotDependOnGrafana() {
        App app = app(Map.of());
        String workload = Synth.template(stack(app, "Workload")).toString();
        assertThat(workload).doesNotContainIgnoringCase("grafana");
        Set<String> outputs = new TreeSet<>();
        Pattern.compile("ExportsOutput(?:Ref|FnGetAtt)[A-Za-z]+")
                .matcher(Synth.template(stack(app, "Observability"))
                        .get("Outputs")
                        .toString())
                .results()
                .forEach(match -> outputs.add(match.group()));
        assertThat(outputs)
                .isNotEmpty()
                .allMatch(output ->
                        output.matches("ExportsOutput(Ref|FnGetAtt)(PrometheusWorkspace|MonitoringSidecarLogs).*"));
    }

    /** CloudFormation does not delete or replace a resource that another stack imports. */
    @Test
    void workloadImportsTheWorkspaceSoThatItCannotBeDeleted() {
        App app = app(Map.of());
        assertThat(Synth.template(stack(app, "Workload")).toString())
                .contains("Fn::ImportValue=EcsMonitoringObservability:ExportsOutputFnGetAttPrometheusWorkspaceArn")
                .doesNotContain("Fn::GetStackOutput", "resolve:ssm");
    }

    @Test
    void workloadServicesHaveRollback() {
        Map<String, Map<String, Object>> services =
                Template.fromStack(stack(app(Map.of()), "Workload")).findResources("AWS::ECS::Service");
        assertThat(services)
                .hasSize(2)
                .allSatisfy(
                        (id, service) -> assertThat(
                                        Synth.map(service.get("Properties")).get("DeploymentConfiguration"))
                                .hasToString(
                                        "{DeploymentCircuitBreaker={Enable=true, Rollback=true}, MaximumPercent=200, MinimumHealthyPercent=100}"));
    }

    @Test
    void appliesContextToTheTemplates() {
        App app = app(Map.of(
                "ecs-monitoring:alias",
                "shop",
                "ecs-monitoring:retention-days",
                "30",
                "ecs-monitoring:scrape-interval",
                60,
                "ecs-monitoring:grafana-auth",
                "SAML",
                "ecs-monitoring:saml-metadata-url",
                "https://idp.example/metadata.xml",
                "ecs-monitoring:demo",
                "true"));
        Stack observability = stack(app, "Observability");
        assertThat(Synth.properties(observability, "AWS::APS::Workspace")).containsEntry("Alias", "shop");
        assertThat(Synth.properties(observability, "AWS::APS::Workspace").get("WorkspaceConfiguration"))
                .hasToString("{RetentionPeriodInDays=30, RuleQueryOffsetInSeconds=15}");
        assertThat(Synth.properties(observability, "AWS::Grafana::Workspace"))
                .containsEntry("AuthenticationProviders", List.of("SAML"))
                .containsEntry(
                        "SamlConfiguration", Map.of("IdpMetadata", Map.of("Url", "https://idp.example/metadata.xml")));
        assertThat(Synth.template(stack(app, "Workload")).toString())
                .contains("scrape_interval: 60s")
                .doesNotContain("scrape_interval: 30s");
    }

    @Test
    void sendsAlertsToTheAddressesOfTheContext() {
        Stack observability = stack(
                app(Map.of("ecs-monitoring:alert-email", "oncall@example.com, lead@example.com")), "Observability");
        assertThat(Template.fromStack(observability)
                        .findResources("AWS::SNS::Subscription")
                        .values())
                .extracting(subscription ->
                        Synth.map(subscription.get("Properties")).get("Endpoint"))
                .containsExactlyInAnyOrder("oncall@example.com", "lead@example.com");
        assertThat(Synth.properties(observability, "AWS::APS::Workspace")
                        .get("AlertManagerDefinition")
                        .toString())
                .contains("receiver: alert-email", "severity=\\\"none\\\"");
    }

    @Test
    void administratorsOfGrafanaAreThoseOfTheContext() {
        App app = app(Map.of(
                "ecs-monitoring:grafana-admins",
                "9067f5c6d7-1a2b3c4d-1111-2222-3333-444455556666, 1a2b3c4d-1111-2222-3333-4444555566aa",
                "ecs-monitoring:grafana-revision",
                2));
        Stack observability = stack(app, "Observability");
        assertThat(Synth.properties(observability, "Custom::GrafanaRoleAssignment"))
                .containsEntry(
                        "Admins",
                        List.of(
                                "9067f5c6d7-1a2b3c4d-1111-2222-3333-444455556666",
                                "1a2b3c4d-1111-2222-3333-4444555566aa"));
        assertThat(Synth.properties(observability, "Custom::GrafanaContent")).containsEntry("Revision", "2");
        assertThat(SummaryNotes.of(app).toString()).doesNotContain("sign in");
    }

    @Test
    void summaryNamesTheContextKeyIfNobodyCanSignIn() {
        assertThat(SummaryNotes.of(app(Map.of())))
                .contains(
                        "nobody can sign in to Grafana yet: set the context key ecs-monitoring:grafana-admins to ids of "
                                + "IAM Identity Center users or groups, or assign them in the workspace's console after the deployment");
    }

    @Test
    void rejectsAdministratorsWithSaml() {
        App app = Synth.app(Map.of(
                "ecs-monitoring:grafana-auth",
                "SAML",
                "ecs-monitoring:grafana-admins",
                "9067f5c6d7-1a2b3c4d-1111-2222-3333-444455556666"));
        assertThatThrownBy(() -> MonitoringApp.addStacks(app, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "context key ecs-monitoring:grafana-admins (set in \"context\" of cdk.json or with -c) needs ecs-monitoring:grafana-auth, "
                                + "which must be AWS_SSO, since with SAML the identity provider assigns roles");
    }

    @Test
    void outputsSayWhereGrafanaIsAndWhatToDoNext() {
        assertThat(Synth.map(Synth.template(stack(app(Map.of()), "Observability"))
                                .get("Outputs"))
                        .keySet())
                .contains(
                        "GrafanaContentStatus",
                        "GrafanaContentSummary",
                        "GrafanaNextStep",
                        "GrafanaUrl",
                        "GrafanaWorkspaceId",
                        "PrometheusUrl",
                        "PrometheusWorkspaceArn",
                        "PrometheusWorkspaceId");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Observability", "Cluster"})
    void demoFalseKeepsTheOtherStacks(String name) {
        App app = app(Map.of("ecs-monitoring:demo", false));
        assertThat(app.getNode().tryFindChild("EcsMonitoringWorkload")).isNull();
        assertThat(stack(app, name)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alias           | ' '   | 1 to 100 characters",
                "retention-days  | 0     | a whole number from 1 to 1095",
                "retention-days  | 1096  | a whole number from 1 to 1095",
                "retention-days  | 30d   | a whole number from 1 to 1095",
                "retention-days  | 1.5   | a whole number from 1 to 1095",
                "retention-days  | -1    | a whole number from 1 to 1095",
                "scrape-interval | 9     | a whole number from 10 to 240",
                "scrape-interval | 30s   | a whole number from 10 to 240",
                "scrape-interval | 99999999999 | a whole number from 10 to 240",
                "grafana-auth    | saml  | AWS_SSO or SAML",
                "grafana-auth    | ''    | AWS_SSO or SAML",
                "grafana-admins  | anna  | ids of IAM Identity Center users or groups, such as 9067f5c6d7-1a2b3c4d-1111-2222-3333-444455556666, separated by commas",
                "grafana-admins  | ''    | ids of IAM Identity Center users or groups, such as 9067f5c6d7-1a2b3c4d-1111-2222-3333-444455556666, separated by commas",
                "grafana-revision | ''   | 1 to 100 characters",
                "demo            | yes   | true or false",
                "vpc-id          | shop  | the id of a VPC, such as vpc-0a1b2c3d",
                "cluster-name    | arn:aws:ecs:eu-west-1:111122223333:cluster/shop | the name of a cluster, without its ARN",
                "kms-key-arn     | alias/shop | the ARN of a key, not of an alias",
                "kms-key-arn     | arn:aws:kms:eu-west-1:111122223333:alias/shop | the ARN of a key, not of an alias",
                "images-secret-arn | arn:aws:secretsmanager:eu-west-1:111122223333:secret:mirror | the complete ARN of a secret",
            })
    void rejectsAnInvalidContextValue(String key, String value, String allowed) {
        App app = Synth.app(Map.of("ecs-monitoring:" + key, value));
        assertThatThrownBy(() -> MonitoringApp.addStacks(app, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "context key ecs-monitoring:" + key + " (set in \"context\" of cdk.json or with -c) must be "
                                + allowed + ", got \"" + value + "\"");
        assertThat(app.getNode().getChildren().stream().filter(Stack.class::isInstance))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "oncall              | oncall",
                "''                  | ''",
                "a@example.com,      | ''",
                "a@example.com;b@c.d | a@example.com;b@c.d",
            })
    void rejectsAddressesThatCannotBeNotified(String value, String address) {
        App app = Synth.app(Map.of("ecs-monitoring:alert-email", value));
        assertThatThrownBy(() -> MonitoringApp.addStacks(app, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "context key ecs-monitoring:alert-email (set in \"context\" of cdk.json or with -c): address of an e-mail receiver must look like "
                                + "oncall@example.com, got \"" + address + "\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "grafana-auth      | SAML                     | needs ecs-monitoring:saml-metadata-url, the https URL of the identity provider's metadata, for SAML",
                "saml-metadata-url | https://idp.example/saml | needs ecs-monitoring:grafana-auth, with the value SAML",
                "saml-metadata-url | idp.example              | : SAML metadata URL must be an https URL, got \"idp.example\"",
            },
            quoteCharacter = '`')
    void rejectsSamlWithoutMetadataAndMetadataWithoutSaml(String key, String value, String message) {
        App app = Synth.app(Map.of("ecs-monitoring:" + key, value));
        assertThatThrownBy(() -> MonitoringApp.addStacks(app, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("context key ecs-monitoring:" + key + " (set in \"context\" of cdk.json or with -c)"
                        + (message.startsWith(":") ? "" : " ") + message);
    }

    @Test
    void rejectsAList() {
        App app = Synth.app(Map.of("ecs-monitoring:demo", List.of("true")));
        assertThatThrownBy(() -> MonitoringApp.addStacks(app, Map.of()))
                .hasMessageEndingWith("must be true or false, got \"[true]\"");
    }

    @Test
    void acceptsAnAliasOfUpToAHundredCharacters() {
        String tooLong = "a".repeat(101);
        assertThat(AppSettings.read(
                                Synth.app(Map.of("ecs-monitoring:alias", "a".repeat(100)))
                                        .getNode(),
                                Map.of())
                        .alias())
                .hasSize(100);
        assertThatThrownBy(() -> AppSettings.read(
                        Synth.app(Map.of("ecs-monitoring:alias", tooLong)).getNode(), Map.of()))
                .hasMessageContaining("must be 1 to 100 characters, got \"" + tooLong + "\"");
    }

    @Test
    void removesTheJavaScriptStackTraceOfCdkErrors() {
        App app = Synth.app();
        new Stack(app, "Twice");
        assertThatThrownBy(() -> new Stack(app, "Twice")).isInstanceOfSatisfying(RuntimeException.class, e -> {
            assertThat(e.getMessage()).containsPattern("(?m)^\\s+at ");
            assertThat(MonitoringApp.message(e))
                    .contains("There is already a Construct with name 'Twice' in App")
                    .doesNotContainPattern("(?m)^\\s*at ")
                    .doesNotContain("@jsii/kernel.");
        });
    }
}
