package io.github.ecsmonitoring.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.internal.AwsReadActions;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.FromRoleArnOptions;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.sns.Topic;

class GrafanaRoleTest {
    private static final String READ =
            "{Action=[" + String.join(", ", AwsReadActions.ALL) + "], Effect=Allow, Resource=*}";

    private final Stack stack = Synth.stack();
    private final ILogGroup logs =
            LogGroup.fromLogGroupArn(stack, "Logs", "arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/orders:*");

    private GrafanaWorkspace.Builder grafana() {
        return GrafanaWorkspace.Builder.create(stack, "Grafana");
    }

    private String statements() {
        return Synth.map(Synth.properties(stack, "AWS::IAM::Policy").get("PolicyDocument"))
                .get("Statement")
                .toString();
    }

    @Test
    void trustsWorkspacesOfThisAccountOnly() {
        grafana().build();
        assertThat(Synth.properties(stack, "AWS::IAM::Role").get("AssumeRolePolicyDocument"))
                .hasToString(
                        "{Statement=[{Action=sts:AssumeRole, Condition={"
                                + "StringEquals={aws:SourceAccount={Ref=AWS::AccountId}}, "
                                + "StringLike={aws:SourceArn={Fn::Join=[, [arn:, {Ref=AWS::Partition}, :grafana:, {Ref=AWS::Region}, :, {Ref=AWS::AccountId}, "
                                + ":/workspaces/*]]}}}, Effect=Allow, Principal={Service=grafana.amazonaws.com}}], Version=2012-10-17}");
    }

    @Test
    void readsMetricsTracesAndApplicationSignalsByNamedActions() {
        grafana().build();
        assertThat(Synth.properties(stack, "AWS::IAM::Role")).doesNotContainKey("ManagedPolicyArns");
        assertThat(statements())
                .isEqualTo(
                        "[{Action=["
                                + "application-signals:ListServiceDependencies, application-signals:ListServiceLevelObjectives, "
                                + "application-signals:ListServiceOperations, application-signals:ListServices, "
                                + "cloudwatch:DescribeAlarmHistory, cloudwatch:DescribeAlarms, cloudwatch:DescribeAlarmsForMetric, cloudwatch:GetMetricData, "
                                + "cloudwatch:ListMetrics, ec2:DescribeRegions, logs:DescribeLogGroups, logs:GetQueryResults, logs:StopQuery, "
                                + "oam:ListAttachedLinks, oam:ListSinks, tag:GetResources, "
                                + "xray:BatchGetTraces, xray:GetGroups, xray:GetInsight, xray:GetInsightSummaries, xray:GetServiceGraph, "
                                + "xray:GetTimeSeriesServiceStatistics, xray:GetTraceGraph, xray:GetTraceSummaries], Effect=Allow, Resource=*}]");
    }

    @Test
    void queriesThePrometheusWorkspaceAndItsAlertManagerOnly() {
        GrafanaWorkspace grafana = grafana().build();
        PrometheusWorkspace prometheus =
                PrometheusWorkspace.Builder.create(stack, "Prometheus").build();
        prometheus.grantQuery(grafana);
        prometheus.grantAlertManager(grafana);
        assertThat(statements().split("\\{Action=", -1))
                .filteredOn(statement -> statement.contains("aps:"))
                .containsExactly(
                        "[aps:DeleteAlertManagerSilence, aps:GetAlertManagerSilence, aps:GetAlertManagerStatus, "
                                + "aps:GetLabels, aps:GetMetricMetadata, aps:GetSeries, aps:ListAlertManagerAlertGroups, "
                                + "aps:ListAlertManagerAlerts, aps:ListAlertManagerReceivers, aps:ListAlertManagerSilences, aps:ListAlerts, "
                                + "aps:ListRules, aps:PutAlertManagerSilences, aps:QueryMetrics], Effect=Allow, "
                                + "Resource={Fn::GetAtt=[PrometheusWorkspace, Arn]}}]");
    }

    @Test
    void readsLogGroupsPublishesToTopicsAndAssumesRolesThatAreNamed() {
        grafana()
                .logGroups(logs)
                .snsTopics(Topic.fromTopicArn(stack, "Topic", "arn:aws:sns:eu-west-1:111122223333:oncall"))
                .dataSourceRoles("arn:aws:iam::444455556666:role/grafana-data-source")
                .build();
        assertThat(statements())
                .isEqualTo(
                        "[" + READ
                                + ", {Action=[logs:GetLogEvents, logs:GetLogGroupFields, logs:StartQuery], Effect=Allow, "
                                + "Resource=arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/orders:*}"
                                + ", {Action=sns:Publish, Effect=Allow, Resource=arn:aws:sns:eu-west-1:111122223333:oncall}"
                                + ", {Action=sts:AssumeRole, Effect=Allow, Resource=arn:aws:iam::444455556666:role/grafana-data-source}]");
        assertThat(Synth.properties(stack, "AWS::Grafana::Workspace"))
                .containsEntry("NotificationDestinations", List.of("SNS"));
    }

    @Test
    void canBeGrantedTheSameLater() {
        GrafanaWorkspace grafana = grafana().build();
        GrafanaGrants.logQueries(grafana, logs);
        GrafanaGrants.publish(grafana, Topic.fromTopicArn(stack, "Topic", "arn:aws:sns:eu-west-1:111122223333:oncall"));
        GrafanaGrants.assumeRoles(grafana, "arn:aws:iam::444455556666:role/grafana-data-source");
        assertThat(statements())
                .contains(
                        "Resource=arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/orders:*",
                        "Resource=arn:aws:sns:eu-west-1:111122223333:oncall",
                        "Resource=arn:aws:iam::444455556666:role/grafana-data-source");
    }

    @Test
    void rejectsAGrantOnNothing() {
        GrafanaWorkspace grafana = grafana().build();
        assertThatThrownBy(() -> GrafanaGrants.logQueries(grafana))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("grants to Grafana must be on at least one resource, got none");
    }

    @Test
    void rejectsADataSourceRoleThatIsNotAnArn() {
        assertThatThrownBy(() -> grafana().dataSourceRoles("grafana-data-source"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "role of a data source must look like arn:aws:iam::ACCOUNT:role/NAME, got \"grafana-data-source\"");
    }

    @Test
    void isAGivenRoleThatIsExtended() {
        Role own = Role.Builder.create(stack, "Own")
                .assumedBy(new ServicePrincipal("grafana.amazonaws.com"))
                .build();
        GrafanaWorkspace grafana = grafana().role(own).build();
        assertThat(grafana.getRole()).isSameAs(own);
        assertThat(Synth.properties(stack, "AWS::Grafana::Workspace").get("RoleArn"))
                .hasToString("{Fn::GetAtt=[Own30425842, Arn]}");
        assertThat(statements()).isEqualTo("[" + READ + "]");
    }

    @Test
    void isAnImportedRoleThatIsExtendedByAPolicy() {
        grafana()
                .role(Role.fromRoleArn(stack, "Own", "arn:aws:iam::111122223333:role/grafana"))
                .build();
        assertThat(Synth.properties(stack, "AWS::Grafana::Workspace"))
                .containsEntry("RoleArn", "arn:aws:iam::111122223333:role/grafana");
        assertThat(Synth.properties(stack, "AWS::IAM::Policy")).containsEntry("Roles", List.of("grafana"));
    }

    @Test
    void rejectsARoleThatDoesNotTrustGrafana() {
        GrafanaWorkspace.Builder builder = grafana()
                .role(Role.Builder.create(stack, "Own")
                        .assumedBy(new ServicePrincipal("ecs-tasks.amazonaws.com"))
                        .build());
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("role Demo/Own must trust grafana.amazonaws.com, which assumes it: create it with "
                        + "assumedBy(new ServicePrincipal(\"grafana.amazonaws.com\"))");
    }

    @Test
    void rejectsARoleThatCannotBeExtendedWithThePolicyToAttach() {
        GrafanaWorkspace.Builder builder = grafana().role(immutableRole());
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("role Demo/Own cannot be extended (it is imported or immutable) and lacks "
                        + String.join(", ", AwsReadActions.ALL)
                        + " on all resources: attach this policy to it and set grantPermissions(false):\n"
                        + """
                        {
                          "Version": "2012-10-17",
                          "Statement": [{
                            "Effect": "Allow",
                            "Action": [%s],
                            "Resource": "*"
                          }]
                        }""".formatted(AwsReadActions.ALL.stream()
                                .map(action -> '"' + action + '"')
                                .collect(Collectors.joining(", "))));
    }

    @Test
    void leavesAGivenRoleUnchangedIfToldSo() {
        grafana().role(immutableRole()).grantPermissions(false).build();
        assertThat(Synth.template(stack).toString()).doesNotContain("AWS::IAM::");
    }

    @Test
    void rejectsANewRoleWithoutPermissions() {
        GrafanaWorkspace.Builder builder = grafana().grantPermissions(false);
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "grantPermissions(false) needs role(...), since a role that is created for the workspace has no other "
                                + "permissions");
    }

    private IRole immutableRole() {
        return Role.fromRoleArn(
                stack,
                "Own",
                "arn:aws:iam::111122223333:role/grafana",
                FromRoleArnOptions.builder().mutable(false).build());
    }
}
