package io.github.ecsmonitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.adot.ScrapeJob;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import io.github.ecsmonitoring.task.HostMonitoring;
import io.github.ecsmonitoring.task.TaskMonitoring;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.IAspect;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.cxapi.CloudFormationStackArtifact;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ecs.AddCapacityOptions;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.DeploymentCircuitBreaker;
import software.amazon.awscdk.services.ecs.EcsOptimizedImage;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.amazon.awscdk.services.ecs.patterns.ApplicationLoadBalancedFargateService;
import software.amazon.awscdk.services.ecs.patterns.ApplicationLoadBalancedTaskImageOptions;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PermissionsBoundary;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/** What one call for a whole app does, with each setting of the feature flag that decides how the CDK goes through Aspects. */
class MonitorAllTest {
    private static final String ARN = "arn:aws:aps:eu-west-1:999999999999:workspace/ws-0a1b2c3d";
    private static final String STABILIZATION = "@aws-cdk/core:aspectStabilization";

    private App app = Synth.app();
    private Stack stack = new Stack(app, "Demo");

    private void start(boolean stabilization) {
        app = Synth.app(Map.of(STABILIZATION, stabilization));
        stack = new Stack(app, "Demo");
    }

    private static EcsMonitoring monitoring(Construct scope, String id) {
        IPrometheusWorkspace workspace = PrometheusWorkspace.fromWorkspaceArn(scope, id + "Amp", ARN);
        return EcsMonitoring.Builder.create(scope, id).workspace(workspace).withoutGrafana().build();
    }

    private EcsMonitoring monitoring() {
        return monitoring(stack, "Monitoring");
    }

    private static TaskDefinition task(Construct scope, String id) {
        TaskDefinition task = FargateTaskDefinition.Builder.create(scope, id).cpu(256).memoryLimitMiB(1024).build();
        addContainer(task, "app");
        return task;
    }

    private static void addContainer(TaskDefinition task, String name) {
        task.addContainer(name, ContainerDefinitionOptions.builder().image(ContainerImage.fromRegistry("example/app:1")).build());
    }

    /** Per family, the containers and what each starts after. */
    private static Map<String, String> containers(Map<String, Object> template) {
        Map<String, String> containers = new TreeMap<>();
        Synth.map(template.get("Resources")).values().stream().map(Synth::map)
            .filter(resource -> resource.get("Type").equals("AWS::ECS::TaskDefinition")).map(resource -> Synth.map(resource.get("Properties")))
            .forEach(task -> containers.put(task.get("Family").toString(), Synth.list(task.get("ContainerDefinitions")).stream()
                .map(Synth::map).map(MonitorAllTest::line).toList().toString()));
        return containers;
    }

    private static String line(Map<String, Object> container) {
        List<Object> after = container.containsKey("DependsOn") ? Synth.list(container.get("DependsOn")) : List.of();
        return container.get("Name") + after.stream().map(first -> " after " + Synth.map(first).get("ContainerName")).reduce("", String::concat);
    }

    private static final String INSTRUMENTED = "[app after adot, node-exporter, adot after node-exporter]";

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void monitorsWhatIsMadeBeforeAndAfterTheCall(boolean stabilization) {
        start(stabilization);
        task(stack, "Before");
        task(new Construct(stack, "Inner"), "Nested");
        monitoring().monitorAll(stack);
        task(stack, "After");
        Stack other = new Stack(app, "Other");
        task(other, "Elsewhere");
        assertThat(containers(Synth.template(stack)))
            .isEqualTo(Map.of("DemoBefore", INSTRUMENTED, "DemoInnerNested", INSTRUMENTED, "DemoAfter", INSTRUMENTED));
        assertThat(containers(Synth.template(other))).isEqualTo(Map.of("OtherElsewhere", "[app]"));
    }
}
