package io.github.ecsmonitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import io.github.ecsmonitoring.task.MonitorAll;
import io.github.ecsmonitoring.task.TaskMonitoring;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.services.ecs.Compatibility;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.CpuArchitecture;
import software.amazon.awscdk.services.ecs.Ec2TaskDefinition;
import software.amazon.awscdk.services.ecs.ExternalTaskDefinition;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.NetworkMode;
import software.amazon.awscdk.services.ecs.OperatingSystemFamily;
import software.amazon.awscdk.services.ecs.RuntimePlatform;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.amazon.awscdk.services.iam.FromRoleArnOptions;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/** Task definitions that monitorAll cannot monitor stay unchanged and get a warning with the reason. */
class NotMonitoredTest {
    private static final String ARN = "arn:aws:aps:eu-west-1:999999999999:workspace/ws-0a1b2c3d";

    private final App app = Synth.app();
    private final Stack stack = new Stack(app, "Demo");

    private EcsMonitoring.Builder monitoring(Construct scope) {
        return EcsMonitoring.Builder.create(scope, "Monitoring")
                .workspace(PrometheusWorkspace.fromWorkspaceArn(scope, "Amp", ARN))
                .withoutGrafana();
    }

    private static <T extends TaskDefinition> T withApp(T task) {
        task.addContainer(
                "app",
                ContainerDefinitionOptions.builder()
                        .image(ContainerImage.fromRegistry("example/app:1"))
                        .memoryLimitMiB(64)
                        .build());
        return task;
    }

    private static TaskDefinition fargate(Construct scope, String id) {
        return withApp(FargateTaskDefinition.Builder.create(scope, id)
                .cpu(256)
                .memoryLimitMiB(1024)
                .build());
    }

    private IRole fixedRole(String name) {
        return Role.fromRoleArn(
                stack,
                name,
                "arn:aws:iam::123456789012:role/" + name,
                FromRoleArnOptions.builder().mutable(false).build());
    }

    private TaskDefinition withRoles(IRole taskRole, IRole executionRole) {
        return withApp(TaskDefinition.Builder.create(stack, "Fixed")
                .compatibility(Compatibility.FARGATE)
                .cpu("256")
                .memoryMiB("1024")
                .taskRole(taskRole)
                .executionRole(executionRole)
                .build());
    }

    private static List<String> warnings(Stack stack) {
        return Stage.of(stack).synth().getStackByName(stack.getStackName()).getMessages().stream()
                .filter(message -> message.getEntry().getType().equals("aws:cdk:warning"))
                .map(message -> message.getId() + ": " + message.getEntry().getData())
                .toList();
    }

    private static String warning(String path, String scope, String reason) {
        return "/" + path + ": monitorAll for " + scope + " does not monitor this: " + reason
                + ". Exclude it if this is intended [ack: @ecs-monitoring/task:notMonitored]";
    }

    private static Map<String, Object> resources(Stack stack) {
        return Synth.map(Synth.template(stack).get("Resources"));
    }

    private void makeOneOfEachKind(Stack stack) {
        withApp(FargateTaskDefinition.Builder.create(stack, "Windows")
                .cpu(1024)
                .memoryLimitMiB(2048)
                .runtimePlatform(RuntimePlatform.builder()
                        .operatingSystemFamily(OperatingSystemFamily.WINDOWS_SERVER_2022_CORE)
                        .cpuArchitecture(CpuArchitecture.X86_64)
                        .build())
                .build());
        TaskDefinition.fromTaskDefinitionArn(
                stack, "Imported", "arn:aws:ecs:eu-west-1:123456789012:task-definition/orders:1");
        withApp(ExternalTaskDefinition.Builder.create(stack, "Anywhere").build());
        withApp(Ec2TaskDefinition.Builder.create(stack, "None")
                .networkMode(NetworkMode.NONE)
                .build());
        FargateTaskDefinition.Builder.create(stack, "Empty").build();
    }

    @Test
    void warnsWithTheReasonAndDoesNotChangeTheTemplate() {
        makeOneOfEachKind(stack);
        Stack observability = new Stack(app, "Observability");
        monitoring(observability).build().monitorAll(stack);
        assertThat(warnings(stack))
                .containsExactlyInAnyOrder(
                        warning(
                                "Demo/Windows",
                                "Demo",
                                "task definition Demo/Windows must run on LINUX, got operatingSystemFamily WINDOWS_SERVER_2022_CORE: "
                                        + "the sidecars have no images for Windows"),
                        warning(
                                "Demo/Imported",
                                "Demo",
                                "task definition Demo/Imported is imported: containers can only be added to a task definition that is "
                                        + "created in this app"),
                        warning(
                                "Demo/Anywhere",
                                "Demo",
                                "task definition Demo/Anywhere must have compatibility FARGATE, EC2 or MANAGED_INSTANCES, got EXTERNAL: outside of AWS the "
                                        + "collector cannot detect the account and the availability zone, which label every series"),
                        warning(
                                "Demo/None",
                                "Demo",
                                "task definition Demo/None must have networkMode AWS_VPC, BRIDGE or HOST, got NONE: the collector would "
                                        + "reach neither the exporter nor the workspace"),
                        warning(
                                "Demo/Empty",
                                "Demo",
                                "task definition Demo/Empty has no app container: ECS does not run a task of sidecars only; add a container"));
        Stack without = new Stack(Synth.app(), "Demo");
        makeOneOfEachKind(without);
        assertThat(Synth.template(stack)).isEqualTo(Synth.template(without));
    }

    @Test
    void doesNotWarnAboutAcknowledgedOrExcludedTasks() {
        makeOneOfEachKind(stack);
        EcsMonitoring monitoring = monitoring(stack).build();
        monitoring.monitorAll(app);
        monitoring.exclude((Construct) stack.getNode().findChild("Windows"));
        Annotations.of(stack).acknowledgeWarning(MonitorAll.NOT_MONITORED, "all known");
        assertThat(warnings(stack)).isEmpty();
    }

    @Test
    void warnsAboutAnImmutableRoleAndExtendsNoOtherRole() {
        IRole open = Role.fromRoleArn(stack, "open", "arn:aws:iam::123456789012:role/open");
        withRoles(fixedRole("closed"), open);
        monitoring(stack).build().monitorAll(stack);
        assertThat(warnings(stack))
                .singleElement()
                .asString()
                .startsWith(
                        "/Demo/Fixed: monitorAll for Demo does not monitor this: role Demo/closed cannot be extended (it is imported or immutable)")
                .contains("\"Action\": [\"aps:RemoteWrite\"]", "\"Resource\": \"" + ARN + "\"");
        assertThat(resources(stack).values())
                .noneMatch(resource -> Synth.map(resource).get("Type").equals("AWS::IAM::Policy"));
    }

    @Test
    void grantPermissionsFalseAcceptsImmutableRoles() {
        TaskDefinition task = withRoles(fixedRole("closed"), fixedRole("start"));
        monitoring(stack).grantPermissions(false).build().monitorAll(stack);
        assertThat(warnings(stack)).noneMatch(warning -> warning.contains("notMonitored"));
        assertThat(TaskMonitoring.find(task)).isPresent();
    }

    @Test
    void monitorRejectsImmutableRolesImmediately() {
        EcsMonitoring monitoring = monitoring(stack).build();
        monitoring.monitorAll(stack);
        TaskDefinition task = withRoles(fixedRole("closed"), fixedRole("start"));
        assertThatThrownBy(() -> monitoring.monitor(task))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("role Demo/closed cannot be extended")
                .hasMessageContaining("aps:RemoteWrite")
                .hasMessageContaining("role Demo/start cannot be extended")
                .hasMessageContaining("logs:PutLogEvents");
    }

    @Test
    void warnsAboutATaskCreatedByAnAspect() {
        monitoring(stack).build().monitorAll(stack);
        Construct late = new Construct(stack, "Late");
        Aspects.of(late).add(node -> {
            if (node == late && late.getNode().getChildren().isEmpty()) {
                fargate(late, "Orders");
            }
        });
        assertThat(warnings(stack))
                .containsExactly(
                        warning(
                                "Demo/Late/Orders",
                                "Demo",
                                "task definition Demo/Late/Orders was created by an Aspect after monitorAll had run; monitor it where it is created"));
    }

    @Test
    void rejectsATaskOfSidecarsOnly() {
        monitoring(stack)
                .build()
                .monitor(FargateTaskDefinition.Builder.create(stack, "Empty")
                        .cpu(256)
                        .memoryLimitMiB(1024)
                        .build());
        assertThatThrownBy(() -> Synth.template(stack))
                .hasMessageContaining("[Demo/Empty/EcsMonitoring] task definition Demo/Empty has no app container: "
                        + "ECS does not run a task of sidecars only; add a container");
    }

    @Test
    void rejectsAWorkspaceInAnotherStage() {
        Stage stage = new Stage(app, "Prod");
        Stack workload = new Stack(stage, "Workload");
        TaskDefinition orders = fargate(workload, "Orders");
        EcsMonitoring made = EcsMonitoring.Builder.create(stack, "Monitoring")
                .withoutGrafana()
                .build();
        assertThatThrownBy(() -> made.monitor(orders))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Prod/Workload/Orders and workspace Demo/Monitoring/Prometheus must be in the same stage, since the CDK has no references between stages: "
                                + "create an EcsMonitoring in each stage, or import the workspace with PrometheusWorkspace.fromWorkspaceArn");
    }

    @Test
    void monitorsTasksOfStages() {
        Stage prod = new Stage(app, "Prod");
        Stack workload = new Stack(prod, "Workload");
        monitoring(stack).build().monitorAll(app);
        TaskDefinition orders = fargate(workload, "Orders");
        assertThat(warnings(workload)).isEmpty();
        assertThat(TaskMonitoring.find(orders)).isPresent();
        assertThat(Synth.container(workload, "adot").get("LogConfiguration").toString())
                .contains("awslogs-group={Ref=OrdersEcsTaskMonitoringLogs");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theInnerCallAppliesToAStage(boolean appFirst) {
        Stage prod = new Stage(app, "Prod");
        Stack workload = new Stack(prod, "Workload");
        TaskDefinition orders = fargate(workload, "Orders");
        EcsMonitoring outer = monitoring(stack).build();
        EcsMonitoring inner = monitoring(workload).build();
        (appFirst ? outer : inner).monitorAll(appFirst ? app : prod);
        (appFirst ? inner : outer).monitorAll(appFirst ? prod : app);
        app.synth();
        assertThat(TaskMonitoring.find(orders).orElseThrow().getWorkspace()).isSameAs(inner.getWorkspace());
    }

    @Test
    void rejectsALateStageUnlessItHasNoTasksOrIsExcluded() {
        EcsMonitoring monitoring = monitoring(stack).build();
        monitoring.monitorAll(app);
        new Stack(new Stage(app, "Empty"), "Nothing");
        Stage prod = new Stage(app, "Prod");
        fargate(new Stack(prod, "Workload"), "Orders");
        assertThatThrownBy(app::synth)
                .hasMessageContaining(
                        "[9100] stage Prod was created after monitorAll was called for the app and is synthesized "
                                + "before it, so [Prod/Workload/Orders] are not monitored: call monitorAll later, call it for the stage, or exclude the stage");
        monitoring.exclude(prod);
        assertThat(app.synth().getStacks()).hasSize(1);
    }
}
