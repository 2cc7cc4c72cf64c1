package io.github.ecsmonitoring.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.images.MonitoringImage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.cxapi.CloudAssembly;

/** The settings of the app that name what exists already: a VPC, a cluster, a key, a registry. */
class ExistingResourcesTest {
    private static final Map<String, String> CLI =
            Map.of("CDK_DEFAULT_ACCOUNT", "111122223333", "CDK_DEFAULT_REGION", "eu-west-1");
    private static final String KEY = "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-1111-2222-3333-444455556666";
    private static final String SECRET = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:mirror-a1B2c3";

    private static App app(Map<String, ?> settings) {
        return app(lookedUpVpc(), settings);
    }

    private static App app(Map<String, ?> lookedUp, Map<String, ?> settings) {
        Map<String, Object> context = new HashMap<>(lookedUp);
        settings.forEach((key, value) -> context.put("ecs-monitoring:" + key, value));
        App app = Synth.app(context);
        MonitoringApp.addStacks(app, CLI);
        return app;
    }

    /** As the CLI writes it to cdk.context.json. */
    private static Map<String, Object> lookedUpVpc() {
        return Map.of(
                "vpc-provider:account=111122223333:filter.vpc-id=vpc-0a1b2c3d:region=eu-west-1:returnAsymmetricSubnets=true",
                Map.of(
                        "vpcId",
                        "vpc-0a1b2c3d",
                        "vpcCidrBlock",
                        "10.0.0.0/16",
                        "ownerAccountId",
                        "111122223333",
                        "availabilityZones",
                        List.of(),
                        "subnetGroups",
                        List.of(
                                subnets("Public", "subnet-0a", "subnet-0b"),
                                subnets("Private", "subnet-1a", "subnet-1b"))));
    }

    private static Map<String, Object> subnets(String type, String first, String second) {
        return Map.of("name", type, "type", type, "subnets", List.of(subnet(first, "a"), subnet(second, "b")));
    }

    private static Map<String, Object> subnet(String id, String zone) {
        return Map.of("subnetId", id, "availabilityZone", "eu-west-1" + zone, "routeTableId", "rtb-" + id);
    }

    private static Stack stack(App app, String name) {
        return (Stack) app.getNode().findChild("EcsMonitoring" + name);
    }

    private static Template template(App app, String name) {
        return Template.fromStack(stack(app, name));
    }

    @Test
    void vpcIdPutsTheNewClusterAndTheDemoIntoTheVpc() {
        App app = app(Map.of("vpc-id", "vpc-0a1b2c3d"));
        Template cluster = template(app, "Cluster");
        cluster.resourceCountIs("AWS::EC2::VPC", 0);
        cluster.resourceCountIs("AWS::ECS::Cluster", 1);
        assertThat(Synth.properties(stack(app, "Cluster"), "AWS::AutoScaling::AutoScalingGroup"))
                .containsEntry("VPCZoneIdentifier", List.of("subnet-1a", "subnet-1b"));
        assertThat(template(app, "Workload").findResources("AWS::ECS::Service").values())
                .hasSize(2)
                .allSatisfy(service -> assertThat(service.toString()).contains("Subnets=[subnet-1a, subnet-1b]"));
    }

    /** The CLI then looks it up and runs the app again. */
    @Test
    void vpcIdAsksTheCliForTheVpcInTheFirstRun() {
        CloudAssembly assembly = app(Map.of(), Map.of("vpc-id", "vpc-0a1b2c3d")).synth();
        assertThat(assembly.getManifest().getMissing())
                .extracting(missing -> missing.getKey())
                .containsExactlyElementsOf(lookedUpVpc().keySet());
    }

    @Test
    void clusterNameMonitorsTheInstancesOfTheClusterAndRunsTheDemoOnFargate() {
        App app = app(Map.of("vpc-id", "vpc-0a1b2c3d", "cluster-name", "shop"));
        Template cluster = template(app, "Cluster");
        cluster.resourceCountIs("AWS::EC2::VPC", 0);
        cluster.resourceCountIs("AWS::ECS::Cluster", 0);
        cluster.resourceCountIs("AWS::AutoScaling::AutoScalingGroup", 0);
        assertThat(Synth.properties(stack(app, "Cluster"), "AWS::ECS::Service"))
                .containsEntry("Cluster", "shop")
                .containsEntry("SchedulingStrategy", "DAEMON");
        assertThat(Synth.properties(stack(app, "Workload"), "AWS::ECS::Service"))
                .containsEntry("Cluster", "shop")
                .containsEntry("LaunchType", "FARGATE");
    }

    @Test
    void clusterNameNeedsTheVpc() {
        assertThatThrownBy(() -> app(Map.of("cluster-name", "shop")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("context key ecs-monitoring:cluster-name (set in \"context\" of cdk.json or with -c) "
                        + "needs ecs-monitoring:vpc-id, the VPC of the cluster");
    }

    @Test
    void vpcIdNeedsCredentials() {
        App app = Synth.app(Map.of("ecs-monitoring:vpc-id", "vpc-0a1b2c3d"));
        assertThatThrownBy(() -> MonitoringApp.addStacks(app, Map.of("CDK_DEFAULT_REGION", "eu-west-1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "context key ecs-monitoring:vpc-id (set in \"context\" of cdk.json or with -c) needs AWS "
                                + "credentials and a region, with which the CDK's CLI looks up the VPC: set AWS_PROFILE or pass --profile");
    }

    @Test
    void kmsKeyArnEncryptsTheWorkspace() {
        App app = app(Map.of("kms-key-arn", KEY));
        assertThat(Synth.properties(stack(app, "Observability"), "AWS::APS::Workspace"))
                .containsEntry("KmsKeyArn", KEY);
    }

    @Test
    void encryptionKeyArnEncryptsAllLogGroupsAndTheWorkspace() {
        App app = app(Map.of("encryption-key-arn", KEY, "alert-email", "oncall@example.com"));
        assertThat(Synth.properties(stack(app, "Observability"), "AWS::APS::Workspace"))
                .containsEntry("KmsKeyArn", KEY);
        for (String stack : List.of("Observability", "Cluster", "Workload")) {
            assertThat(Template.fromStack(stack(app, stack))
                            .findResources("AWS::Logs::LogGroup")
                            .values())
                    .allSatisfy(group ->
                            assertThat(Synth.map(group.get("Properties"))).containsEntry("KmsKeyId", KEY));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "monitoring | {Fn::Join=[, [{Ref=AWS::AccountId}, .dkr.ecr., {Ref=AWS::Region}, ., {Ref=AWS::URLSuffix}, /monitoring/NAME]]}",
                "123456789012.dkr.ecr.eu-central-1.amazonaws.com/monitoring | "
                        + "{Fn::Join=[, [123456789012.dkr.ecr.eu-central-1., {Ref=AWS::URLSuffix}, /monitoring/NAME]]}",
                "123456789012.dkr.ecr.eu-central-1.amazonaws.com | "
                        + "{Fn::Join=[, [123456789012.dkr.ecr.eu-central-1., {Ref=AWS::URLSuffix}, /NAME]]}",
                "registry.example.com:5000/mirror | registry.example.com:5000/mirror/NAME",
            })
    void imagesOfAllSidecarsComeFromTheRegistry(String address, String image) {
        App app = app(Map.of("images", address));
        assertThat(images(app))
                .containsOnly(
                        "public.ecr.aws/nginx/nginx-unprivileged:1.28.0",
                        image.replace("NAME", "node-exporter:" + MonitoringImage.EXPORTER.tag()),
                        image.replace("NAME", "aws-otel-collector:v0.49.0"));
    }

    /** Without repeats and digests. */
    private static Set<String> images(App app) {
        return Stream.of("Cluster", "Workload")
                .flatMap(name -> template(app, name).findResources("AWS::ECS::TaskDefinition").values().stream())
                .flatMap(task -> Synth.list(Synth.map(task.get("Properties")).get("ContainerDefinitions")).stream())
                .map(container -> Synth.map(container).get("Image").toString().replaceAll("@sha256:[0-9a-f]{64}", ""))
                .collect(Collectors.toSet());
    }

    @Test
    void imagesSecretArnIsReadByTheExecutionRoles() {
        App app = app(Map.of("images", "registry.example.com/mirror", "images-secret-arn", SECRET));
        assertThat(template(app, "Workload")
                        .findResources("AWS::ECS::TaskDefinition")
                        .toString())
                .contains("Image=registry.example.com/mirror/node-exporter:", "CredentialsParameter=" + SECRET);
        assertThat(template(app, "Workload").findResources("AWS::IAM::Policy").toString())
                .contains("secretsmanager:GetSecretValue", SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "monitoring", "123456789012.dkr.ecr.eu-west-1.amazonaws.com/monitoring"})
    void imagesSecretArnNeedsARegistryOtherThanEcr(String images) {
        Map<String, String> settings = new HashMap<>(Map.of("images-secret-arn", SECRET));
        if (!images.isEmpty()) {
            settings.put("images", images);
        }
        assertThatThrownBy(() -> app(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("context key ecs-monitoring:images-secret-arn (set in \"context\" of cdk.json or with -c) "
                        + "needs ecs-monitoring:images, the host and prefix of a registry other than ECR");
    }

    @Test
    void anInvalidRegistryIsAnErrorThatNamesTheKey() {
        assertThatThrownBy(() -> app(Map.of("images", "Monitoring Images")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "context key ecs-monitoring:images (set in \"context\" of cdk.json or with -c): ")
                .hasMessageContaining("got \"Monitoring Images\"");
    }
}
