package io.github.ecsmonitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.alerting.EcsEventAlerts;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import io.github.ecsmonitoring.prometheus.TrustedAccounts;
import io.github.ecsmonitoring.prometheus.WorkspaceAttributes;
import io.github.ecsmonitoring.prometheus.WorkspaceWriterRole;
import io.github.ecsmonitoring.task.HostMonitoring;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.ICluster;
import software.amazon.awscdk.services.iam.FromRoleArnOptions;
import software.amazon.awscdk.services.iam.Role;

/** A workspace in account 111122223333 and eu-west-1, and writers in account 444455556666 and us-east-1. */
class HubTest {
    private static final String ARN = "arn:aws:aps:eu-west-1:111122223333:workspace/ws-0a1b2c3d";
    private static final WorkspaceAttributes BY_ROLE =
            WorkspaceAttributes.of(ARN).writerRoleArn("arn:aws:iam::111122223333:role/prometheus-writer");

    private final App app = Synth.app();

    private Stack stack(String id, String account, String region) {
        return new Stack(
                app,
                id,
                StackProps.builder()
                        .env(Environment.builder()
                                .account(account)
                                .region(region)
                                .build())
                        .build());
    }

    private Stack writer() {
        return stack("Writer", "444455556666", "us-east-1");
    }

    private static FargateTaskDefinition orders(Stack stack) {
        FargateTaskDefinition orders = FargateTaskDefinition.Builder.create(stack, "Orders")
                .cpu(256)
                .memoryLimitMiB(1024)
                .build();
        orders.addContainer(
                "app",
                ContainerDefinitionOptions.builder()
                        .image(ContainerImage.fromRegistry("example/orders:1.4.2"))
                        .build());
        return orders;
    }

    private static void monitor(Stack stack, IPrometheusWorkspace hub) {
        EcsMonitoring.Builder.create(stack, "Monitoring")
                .workspace(hub)
                .withoutGrafana()
                .build()
                .monitor(orders(stack));
    }

    @Test
    void hub() throws Exception {
        Stack stack = stack("Hub", "111122223333", "eu-west-1");
        PrometheusWorkspace hub = PrometheusWorkspace.Builder.create(stack, "Prometheus")
                .alias("hub")
                .withoutBundledRules()
                .writers(TrustedAccounts.accounts("444455556666"))
                .readers(TrustedAccounts.organization("o-a1b2c3d4e5"))
                .build();
        WorkspaceWriterRole.Builder.create(stack, "Writer")
                .workspace(hub)
                .roleName("prometheus-writer")
                .trusted(TrustedAccounts.accounts("444455556666"))
                .build();
        Snapshot.assertTemplate("hub", stack);
    }

    @Test
    void writerWithTheRoleOfItsTask() throws Exception {
        Stack stack = writer();
        monitor(stack, PrometheusWorkspace.fromWorkspaceArn(stack, "Hub", ARN));
        Snapshot.assertTemplate("hub-writer", stack);
    }

    @Test
    void writerWithARoleOfTheHub() throws Exception {
        Stack stack = writer();
        monitor(stack, PrometheusWorkspace.fromWorkspaceAttributes(stack, "Hub", BY_ROLE));
        Snapshot.assertTemplate("hub-writer-role", stack);
    }

    @Test
    void daemonOfAnInstanceAssumesTheRoleToo() {
        Stack stack = writer();
        Cluster cluster = Cluster.Builder.create(stack, "Cluster")
                .vpc(Vpc.Builder.create(stack, "Vpc").maxAzs(2).build())
                .build();
        HostMonitoring.Builder.create(stack, "Hosts")
                .cluster(cluster)
                .workspace(PrometheusWorkspace.fromWorkspaceAttributes(stack, "Hub", BY_ROLE))
                .build();
        assertThat(Synth.list(Synth.container(stack, "adot").get("Environment")))
                .contains(
                        Map.of(
                                "Name",
                                "AMP_WRITER_ROLE_ARN",
                                "Value",
                                "arn:aws:iam::111122223333:role/prometheus-writer"),
                        Map.of("Name", "AMP_REGION", "Value", "eu-west-1"),
                        Map.of("Name", "AWS_REGION", "Value", Map.of("Ref", "AWS::Region")));
    }

    @Test
    void immutableTaskRoleIsAnErrorWithTheRoleToAssume() {
        Stack stack = writer();
        FargateTaskDefinition orders = FargateTaskDefinition.Builder.create(stack, "Immutable")
                .memoryLimitMiB(1024)
                .taskRole(Role.fromRoleArn(
                        stack,
                        "TaskRole",
                        "arn:aws:iam::444455556666:role/orders",
                        FromRoleArnOptions.builder().mutable(false).build()))
                .build();
        orders.addContainer(
                "app",
                ContainerDefinitionOptions.builder()
                        .image(ContainerImage.fromRegistry("example/orders:1.4.2"))
                        .build());
        EcsMonitoring monitoring = EcsMonitoring.Builder.create(stack, "Monitoring")
                .workspace(PrometheusWorkspace.fromWorkspaceAttributes(stack, "Hub", BY_ROLE))
                .withoutGrafana()
                .build();
        assertThatThrownBy(() -> monitoring.monitor(orders))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lacks sts:AssumeRole on writer role of workspace Writer/Hub")
                .hasMessageContaining("\"Resource\": \"arn:aws:iam::111122223333:role/prometheus-writer\"")
                .hasMessageNotContaining("aps:RemoteWrite");
    }

    @Test
    void eventsOfAClusterBecomeAlertsOfTheHub() {
        Stack stack = writer();
        EcsEventAlerts.Builder.create(stack, "Events")
                .cluster(cluster(stack))
                .workspace(PrometheusWorkspace.fromWorkspaceArn(stack, "Hub", ARN))
                .build();
        assertThat(Template.fromStack(stack).findResources("AWS::IAM::Policy").toString())
                .contains("{Action=aps:CreateAlertManagerAlerts, Effect=Allow, Resource=" + ARN + "}")
                .contains("{Action=ecs:DescribeServices, Condition={StringEquals={ecs:cluster="
                        + "arn:aws:ecs:us-east-1:444455556666:cluster/shop}}, "
                        + "Effect=Allow, Resource=arn:aws:ecs:us-east-1:444455556666:service/shop/*}");
    }

    @Test
    void eventsAreNotSentWithTheRoleOfTheCollectors() {
        Stack stack = writer();
        EcsEventAlerts.Builder events = EcsEventAlerts.Builder.create(stack, "Events")
                .cluster(cluster(stack))
                .workspace(PrometheusWorkspace.fromWorkspaceAttributes(stack, "Hub", BY_ROLE));
        assertThatThrownBy(events::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "events cannot be sent to workspace Writer/Hub through its writer role "
                                + "arn:aws:iam::111122223333:role/prometheus-writer, which is for collectors: let the policy of the workspace allow "
                                + "aps:CreateAlertManagerAlerts, which alertSenders(...) does, and import it without writerRoleArn");
        Stack hub = stack("Hub", "111122223333", "eu-west-1");
        EcsEventAlerts.Builder.create(hub, "Events")
                .cluster(cluster(hub))
                .workspace(PrometheusWorkspace.fromWorkspaceAttributes(hub, "Hub", BY_ROLE))
                .build();
    }

    @Test
    void eventsNeedAnImportedHub() {
        Stack hub = stack("Hub", "111122223333", "eu-west-1");
        Stack stack = writer();
        EcsEventAlerts.Builder events = EcsEventAlerts.Builder.create(stack, "Events")
                .cluster(cluster(stack))
                .workspace(PrometheusWorkspace.Builder.create(hub, "Prometheus").build());
        assertThatThrownBy(events::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "workspace Hub/Prometheus of EcsEventAlerts must be in account 444455556666 or imported, got account 111122223333: "
                                + "the CDK has no references between accounts; import it with PrometheusWorkspace.fromWorkspaceArn");
    }

    @Test
    void aWriterRoleIsInTheAccountOfTheHub() {
        Stack stack = writer();
        WorkspaceWriterRole.Builder role = WorkspaceWriterRole.Builder.create(stack, "Role")
                .workspace(PrometheusWorkspace.fromWorkspaceArn(stack, "Hub", ARN))
                .trusted(TrustedAccounts.accounts("444455556666"));
        assertThatThrownBy(role::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "writer role must be in the account of the workspace, 111122223333, got 444455556666: create it in a stack of that account");
    }

    private static ICluster cluster(Stack stack) {
        return Cluster.fromClusterArn(
                stack, "Shop", "arn:aws:ecs:" + stack.getRegion() + ":" + stack.getAccount() + ":cluster/shop");
    }
}
