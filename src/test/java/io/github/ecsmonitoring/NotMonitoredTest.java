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

/** What monitorAll cannot monitor stays as it is, says why, and breaks nothing. */
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
        return "/" + path + ": not monitored, though monitorAll was called for " + scope + ": " + reason
                + ". If that is meant, exclude it [ack: @ecs-monitoring/task:notMonitored]";
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
    void saysForEachWhyAndLeavesTheTemplateAsItIsWithoutTheLibrary() {
        makeOneOfEachKind(stack);
        Stack observability = new Stack(app, "Observability");
        monitoring(observability).build().monitorAll(stack);
        assertThat(warnings(stack))
                .containsExactlyInAnyOrder(
                        warning(
                                "Demo/Windows",
                                "Demo",
                                "task definition Demo/Windows must run on LINUX, got operatingSystemFamily WINDOWS_SERVER_2022_CORE: "
                                        + "neither sidecar has an image for Windows"),
                        warning(
                                "Demo/Imported",
                                "Demo",
                                "task definition Demo/Imported is imported: containers can only be added to a task definition that this "
                                        + "app makes"),
                        warning(
                                "Demo/Anywhere",
                                "Demo",
                                "task definition Demo/Anywhere must be for FARGATE or EC2, got compatibility EXTERNAL: on machines outside "
                                        + "of AWS the collector finds neither the account nor the availability zone that label each series"),
                        warning(
                                "Demo/None",
                                "Demo",
                                "task definition Demo/None must have networkMode AWS_VPC, BRIDGE or HOST, got NONE: there the collector "
                                        + "reaches neither the exporter nor the workspace"),
                        warning("Demo/Empty", "Demo", "task definition Demo/Empty has no container of an app"));
        Stack without = new Stack(Synth.app(), "Demo");
        makeOneOfEachKind(without);
        assertThat(Synth.template(stack)).isEqualTo(Synth.template(without));
    }

    @Test
    void anAcknowledgedOrExcludedOneIsSilent() {
        makeOneOfEachKind(stack);
        EcsMonitoring monitoring = monitoring(stack).build();
        monitoring.monitorAll(app);
        monitoring.exclude((Construct) stack.getNode().findChild("Windows"));
        Annotations.of(stack).acknowledgeWarning(MonitorAll.NOT_MONITORED, "all known");
        assertThat(warnings(stack)).isEmpty();
    }

    @Test
    void aFixedRoleIsAWarningWithThePoliciesAndTheOtherRoleIsLeftAlone() {
        IRole open = Role.fromRoleArn(stack, "open", "arn:aws:iam::123456789012:role/open");
        withRoles(fixedRole("closed"), open);
        monitoring(stack).build().monitorAll(stack);
        assertThat(warnings(stack))
                .singleElement()
                .asString()
                .startsWith(
                        "/Demo/Fixed: not monitored, though monitorAll was called for Demo: role Demo/closed cannot be extended (it is imported or immutable)")
                .contains("\"Action\": [\"aps:RemoteWrite\"]", "\"Resource\": \"" + ARN + "\"");
        assertThat(resources(stack).values())
                .noneMatch(resource -> Synth.map(resource).get("Type").equals("AWS::IAM::Policy"));
    }

    @Test
    void fixedRolesAreTakenWhereTheyHaveThePoliciesAlready() {
        TaskDefinition task = withRoles(fixedRole("closed"), fixedRole("start"));
        monitoring(stack).grantPermissions(false).build().monitorAll(stack);
        assertThat(warnings(stack)).noneMatch(warning -> warning.contains("not monitored"));
        assertThat(TaskMonitoring.find(task)).isPresent();
    }

    @Test
    void whatTheUserAskedForIsAnErrorAtOnce() {
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
    void aTaskThatAnAspectMakesIsAWarning() {
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
                                "task definition Demo/Late/Orders was made by an Aspect, after monitorAll had looked: monitor it where it is made"));
    }

    @Test
    void aTaskOfSidecarsAloneIsAnErrorAtSynth() {
        monitoring(stack)
                .build()
                .monitor(FargateTaskDefinition.Builder.create(stack, "Empty")
                        .cpu(256)
                        .memoryLimitMiB(1024)
                        .build());
        assertThatThrownBy(() -> Synth.template(stack))
                .hasMessageContaining("[Demo/Empty/EcsMonitoring] task definition Demo/Empty has no container "
                        + "of an app: ECS runs no task of sidecars alone; add one");
    }

    @Test
    void aWorkspaceOfAnotherStageIsToldInTheUsersWords() {
        Stage stage = new Stage(app, "Prod");
        Stack workload = new Stack(stage, "Workload");
        TaskDefinition orders = fargate(workload, "Orders");
        EcsMonitoring made = EcsMonitoring.Builder.create(stack, "Monitoring")
                .withoutGrafana()
                .build();
        assertThatThrownBy(() -> made.monitor(orders))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Prod/Workload/Orders and workspace Demo/Monitoring/Prometheus are in different stages, between which the CDK has no references: "
                                + "make an EcsMonitoring in each stage, or take the workspace by PrometheusWorkspace.fromWorkspaceArn");
    }

    @Test
    void tasksOfStagesAreMonitoredFromWithinThem() {
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
    void theNearerCallHasTheTasksOfAStage(boolean appFirst) {
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
    void aStageThatIsMadeTooLateIsAnErrorUnlessItHasNoTasksOrIsExcluded() {
        EcsMonitoring monitoring = monitoring(stack).build();
        monitoring.monitorAll(app);
        new Stack(new Stage(app, "Empty"), "Nothing");
        Stage prod = new Stage(app, "Prod");
        fargate(new Stack(prod, "Workload"), "Orders");
        assertThatThrownBy(app::synth)
                .hasMessageContaining(
                        "[9100] stage Prod was made after monitorAll was called for the app and was synthesized "
                                + "before it, so its task definitions [Prod/Workload/Orders] are not monitored: call monitorAll later, or for the stage too; or exclude the stage");
        monitoring.exclude(prod);
        assertThat(app.synth().getStacks()).hasSize(1);
    }
}
