package io.github.ecsmonitoring.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.adot.CloudWatchMetrics;
import io.github.ecsmonitoring.adot.ScrapeJob;
import io.github.ecsmonitoring.adot.XRayTraces;
import io.github.ecsmonitoring.images.ImageSource;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import io.github.ecsmonitoring.task.TaskMonitoring;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.ec2.SubnetConfiguration;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.DeploymentCircuitBreaker;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.Secret;

/** Walks the template of a monitored service in isolated subnets: everything that it contacts has an endpoint. */
class IsolatedTaskTest {
    private static final Pattern AWS_HOST = Pattern.compile("https://([a-z-]+)\\.(?:eu-west-1|<AWS::Region>)\\.");
    /** The services of IAM actions whose endpoint has another name. */
    private static final Map<String, List<String>> ENDPOINTS = Map.of(
            "aps", List.of("aps-workspaces"),
            "ecr", List.of("ecr.api", "ecr.dkr"),
            "cloudwatch", List.of("monitoring"));

    private static Stack stack;
    private static EndpointTable endpoints;

    @BeforeAll
    static void synthesizes() {
        stack = new Stack(
                Synth.app(),
                "Demo",
                StackProps.builder()
                        .env(Environment.builder()
                                .account("123456789012")
                                .region("eu-west-1")
                                .build())
                        .build());
        Vpc vpc = Vpc.Builder.create(stack, "Vpc")
                .availabilityZones(List.of("eu-west-1a", "eu-west-1b"))
                .subnetConfiguration(List.of(SubnetConfiguration.builder()
                        .name("Apps")
                        .subnetType(SubnetType.PRIVATE_ISOLATED)
                        .build()))
                .build();
        PrometheusWorkspace workspace =
                PrometheusWorkspace.Builder.create(stack, "Amp").build();
        software.amazon.awscdk.services.secretsmanager.Secret secret =
                new software.amazon.awscdk.services.secretsmanager.Secret(stack, "Secret");
        FargateTaskDefinition task = FargateTaskDefinition.Builder.create(stack, "Orders")
                .memoryLimitMiB(1024)
                .build();
        task.addContainer(
                "app",
                ContainerDefinitionOptions.builder()
                        .image(ContainerImage.fromEcrRepository(
                                Repository.fromRepositoryName(stack, "Repository", "orders"), "1.4.2"))
                        .memoryReservationMiB(512)
                        .build());
        TaskMonitoring.Builder.create(stack, "Monitoring")
                .taskDefinition(task)
                .workspace(workspace)
                .images(ImageSource.ecr("monitoring"))
                .feature(XRayTraces.create(), CloudWatchMetrics.ofOtlp())
                .scrape(ScrapeJob.of("orders", 8080).bearerToken(Secret.fromSecretsManager(secret)))
                .build();
        FargateService.Builder.create(stack, "Service")
                .cluster(Cluster.Builder.create(stack, "Cluster").vpc(vpc).build())
                .taskDefinition(task)
                .vpcSubnets(SubnetSelection.builder()
                        .subnetType(SubnetType.PRIVATE_ISOLATED)
                        .build())
                .minHealthyPercent(100)
                .circuitBreaker(
                        DeploymentCircuitBreaker.builder().rollback(true).build())
                .build();
        MonitoringEndpoints.Builder.create(stack, "Endpoints")
                .vpc(vpc)
                .workspace(workspace)
                .with(MonitoringEndpoint.XRAY, MonitoringEndpoint.MONITORING, MonitoringEndpoint.SECRETS_MANAGER)
                .build();
        endpoints = EndpointTable.of(stack);
    }

    @Test
    void everythingThatTheTaskContactsHasAnEndpoint() {
        Set<String> contacted = new TreeSet<>();
        containers().forEach(container -> {
            values(container)
                    .flatMap(value -> AWS_HOST.matcher(value).results())
                    .forEach(host -> contacted.add(host.group(1)));
            if (container.toString().contains("awsxray")) {
                contacted.add("xray");
            }
            if (EndpointTable.text(container.get("Image")).contains(".dkr.ecr.eu-west-1.")) {
                contacted.addAll(List.of("ecr.api", "ecr.dkr", "s3"));
            }
            if (container.containsKey("Secrets")) {
                contacted.add("secretsmanager");
            }
            if (String.valueOf(container.get("LogConfiguration")).contains("awslogs")) {
                contacted.add("logs");
            }
        });
        assertThat(contacted)
                .containsExactly(
                        "aps-workspaces", "ecr.api", "ecr.dkr", "logs", "monitoring", "s3", "secretsmanager", "xray");
        assertThat(endpoints.endpoints().keySet()).isEqualTo(contacted);
    }

    @Test
    void noImageComesFromARegistryWithoutAnEndpoint() {
        assertThat(containers())
                .extracting(container -> EndpointTable.text(container.get("Image")))
                .containsExactlyInAnyOrder(
                        "123456789012.dkr.ecr.eu-west-1.<AWS::URLSuffix>/orders:1.4.2",
                        "123456789012.dkr.ecr.eu-west-1.<AWS::URLSuffix>/monitoring/aws-otel-collector:v0.49.0",
                        "123456789012.dkr.ecr.eu-west-1.<AWS::URLSuffix>/monitoring/node-exporter:0.1.0-SNAPSHOT");
    }

    @Test
    void everyPermissionOfTheTasksRolesPassesThePolicyOfItsEndpoint() {
        Set<String> checked = new TreeSet<>();
        Template.fromStack(stack).findResources("AWS::IAM::Policy").values().stream()
                .map(policy -> Synth.map(Synth.map(policy.get("Properties")).get("PolicyDocument")))
                .flatMap(document ->
                        Synth.list(document.get("Statement")).stream().map(Synth::map))
                .forEach(statement -> actions(statement).forEach(action -> {
                    checked.add(action);
                    String service = action.substring(0, action.indexOf(':'));
                    String resource = EndpointTable.text(statement.get("Resource"));
                    assertThat(ENDPOINTS.getOrDefault(service, List.of(service)))
                            .allSatisfy(endpoint -> assertThat(allows(endpoint, action, resource))
                                    .as("%s on %s through %s", action, resource, endpoint)
                                    .isTrue());
                }));
        assertThat(checked)
                .containsExactly(
                        "aps:RemoteWrite",
                        "cloudwatch:PutMetricData",
                        "ecr:BatchCheckLayerAvailability",
                        "ecr:BatchGetImage",
                        "ecr:GetAuthorizationToken",
                        "ecr:GetDownloadUrlForLayer",
                        "logs:CreateLogStream",
                        "logs:PutLogEvents",
                        "secretsmanager:DescribeSecret",
                        "secretsmanager:GetSecretValue",
                        "xray:PutTraceSegments");
    }

    /** A reference stands for an ARN of the stack's own account and region. */
    private static boolean allows(String endpoint, String action, String resource) {
        return endpoints.statements(endpoint).stream()
                .anyMatch(statement -> actions(statement).contains(action)
                        && resources(statement).stream()
                                .anyMatch(allowed -> allowed.equals("*")
                                        || allowed.equals(resource)
                                        || resource.matches(allowed.replace("*", ".*"))
                                        || isOwn(resource, allowed)));
    }

    private static boolean isOwn(String resource, String allowed) {
        return resource.startsWith("<") && allowed.contains(":eu-west-1:123456789012:") && allowed.endsWith(":*");
    }

    private static List<String> actions(Map<String, Object> statement) {
        return statement.get("Action") instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of(String.valueOf(statement.get("Action")));
    }

    private static List<String> resources(Map<String, Object> statement) {
        return statement.get("Resource") instanceof List<?> list
                ? list.stream().map(EndpointTable::text).toList()
                : List.of(EndpointTable.text(statement.get("Resource")));
    }

    private static Stream<String> values(Map<String, Object> container) {
        return Synth.list(container.getOrDefault("Environment", List.of())).stream()
                .map(variable -> EndpointTable.text(Synth.map(variable).get("Value")));
    }

    private static List<Map<String, Object>> containers() {
        return Synth.list(Synth.properties(stack, "AWS::ECS::TaskDefinition").get("ContainerDefinitions")).stream()
                .map(Synth::map)
                .toList();
    }
}
