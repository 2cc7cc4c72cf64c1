package io.github.ecsmonitoring.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ecsmonitoring.EcsMonitoring;
import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.adot.AdotImages;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import io.github.ecsmonitoring.task.AdotSidecar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.secretsmanager.Secret;

class ImageSourceTest {
    private static final String DIGEST = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private static final String SECRET_ARN = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:registry-AbCdEf";

    private final App app = Synth.app();
    private final Stack stack = new Stack(
            app,
            "Demo",
            StackProps.builder()
                    .env(Environment.builder()
                            .account("123456789012")
                            .region("eu-west-1")
                            .build())
                    .build());

    /** Adds a monitored task to the stack. */
    private void monitor(UnaryOperator<EcsMonitoring.Builder> options) {
        FargateTaskDefinition task = FargateTaskDefinition.Builder.create(stack, "Orders")
                .cpu(256)
                .memoryLimitMiB(512)
                .build();
        task.addContainer(
                "app",
                ContainerDefinitionOptions.builder()
                        .image(ContainerImage.fromRegistry("example/app:1"))
                        .memoryReservationMiB(64)
                        .build());
        options.apply(EcsMonitoring.Builder.create(stack, "Monitoring")
                        .withoutGrafana()
                        .workspace(PrometheusWorkspace.fromWorkspaceArn(
                                stack, "Amp", "arn:aws:aps:eu-west-1:123456789012:workspace/ws-0a1b2c3d")))
                .build()
                .monitor(task);
    }

    private String image(String container) {
        return Synth.container(stack, container).get("Image").toString();
    }

    private String policies() {
        return Template.fromStack(stack)
                .findResources("AWS::IAM::Policy")
                .values()
                .toString();
    }

    @Test
    void ecrInTheTasksAccountGrantsPullAccess() {
        monitor(options -> options.images(ImageSource.ecr("monitoring")));
        assertThat(image("adot"))
                .isEqualTo(
                        "{Fn::Join=[, [123456789012.dkr.ecr.eu-west-1., {Ref=AWS::URLSuffix}, /monitoring/aws-otel-collector:v0.49.0]]}");
        assertThat(image("node-exporter"))
                .isEqualTo(
                        "{Fn::Join=[, [123456789012.dkr.ecr.eu-west-1., {Ref=AWS::URLSuffix}, /monitoring/node-exporter:"
                                + MonitoringImage.EXPORTER.tag() + "]]}");
        assertThat(policies())
                .contains(
                        "Action=[ecr:BatchCheckLayerAvailability, ecr:BatchGetImage, ecr:GetDownloadUrlForLayer], Effect=Allow, Resource=["
                                + "arn:aws:ecr:eu-west-1:123456789012:repository/monitoring/aws-otel-collector, arn:aws:ecr:eu-west-1:123456789012:repository/monitoring/node-exporter]",
                        "Action=ecr:GetAuthorizationToken, Effect=Allow, Resource=*");
    }

    @Test
    void ecrInAnotherAccountAndRegion() {
        monitor(options -> options.images(ImageSource.ecr("monitoring/", "999999999999", "us-east-1")));
        assertThat(image("adot"))
                .isEqualTo(
                        "{Fn::Join=[, [999999999999.dkr.ecr.us-east-1., {Ref=AWS::URLSuffix}, /monitoring/aws-otel-collector:v0.49.0]]}");
        assertThat(policies()).contains("arn:aws:ecr:us-east-1:999999999999:repository/monitoring/aws-otel-collector");
    }

    @Test
    void registryWithAuthenticationGrantsReadAccessToTheSecret() {
        ISecret credentials = Secret.fromSecretCompleteArn(stack, "Credentials", SECRET_ARN);
        monitor(options -> options.images(ImageSource.registry("registry.example.com:5000/mirror", credentials)));
        assertThat(image("adot")).isEqualTo("registry.example.com:5000/mirror/aws-otel-collector:v0.49.0");
        assertThat(Synth.container(stack, "node-exporter").get("RepositoryCredentials"))
                .hasToString("{CredentialsParameter=" + SECRET_ARN + "}");
        assertThat(policies())
                .contains(
                        "Action=[secretsmanager:DescribeSecret, secretsmanager:GetSecretValue], Effect=Allow, Resource="
                                + SECRET_ARN);
    }

    @Test
    void registryWithoutAuthentication() {
        monitor(options -> options.images(ImageSource.registry("registry.example.com")));
        assertThat(image("adot")).isEqualTo("registry.example.com/aws-otel-collector:v0.49.0");
        assertThat(Synth.container(stack, "adot")).doesNotContainKey("RepositoryCredentials");
    }

    @Test
    void appliesVersionsAndRepositories() {
        ImageSource mirror = ImageSource.registry("registry.example.com/mirror");
        ImageSource chosen = mirror.version(MonitoringImage.COLLECTOR, DIGEST)
                .repository(MonitoringImage.COLLECTOR, "ecr-public/aws-observability/aws-otel-collector")
                .version(MonitoringImage.EXPORTER, "2026-11-22");
        monitor(options -> options.images(chosen));
        assertThat(image("adot"))
                .isEqualTo("registry.example.com/mirror/ecr-public/aws-observability/aws-otel-collector@" + DIGEST);
        assertThat(image("node-exporter")).isEqualTo("registry.example.com/mirror/node-exporter:2026-11-22");
    }

    @Test
    void digestInEcr() {
        monitor(options -> options.images(ImageSource.ecr("").version(MonitoringImage.COLLECTOR, DIGEST)));
        assertThat(image("adot")).contains("/aws-otel-collector@" + DIGEST);
    }

    @Test
    void tagAndDigestTogether() {
        monitor(options -> options.images(ImageSource.ecr("monitoring")
                .version(MonitoringImage.COLLECTOR, "v0.49.0@" + DIGEST)
                .version(MonitoringImage.EXPORTER, "7@" + DIGEST)));
        assertThat(image("adot")).contains("/monitoring/aws-otel-collector:v0.49.0@" + DIGEST + "]");
        assertThat(image("node-exporter")).contains("/monitoring/node-exporter:7@" + DIGEST + "]");
    }

    @Test
    void tagAndDigestTogetherInAnotherRegistry() {
        monitor(options -> options.images(ImageSource.registry("registry.example.com/mirror")
                .version(MonitoringImage.COLLECTOR, "v0.49.0@" + DIGEST)));
        assertThat(image("adot")).isEqualTo("registry.example.com/mirror/aws-otel-collector:v0.49.0@" + DIGEST);
    }

    @Test
    void oneRepositoryCanContainBothImages() {
        monitor(options -> options.images(ImageSource.ecr("")
                .repository(MonitoringImage.COLLECTOR, "monitoring")
                .repository(MonitoringImage.EXPORTER, "monitoring")
                .version(MonitoringImage.COLLECTOR, "adot-1")
                .version(MonitoringImage.EXPORTER, "exporter-1")));
        assertThat(image("adot")).contains("/monitoring:adot-1");
        assertThat(image("node-exporter")).contains("/monitoring:exporter-1");
    }

    @Test
    void doesNotApplyToASidecarWithItsOwnImage() {
        monitor(options -> options.images(ImageSource.ecr("monitoring"))
                .collector(AdotSidecar.Builder.create()
                        .image(AdotImages.of("registry.example/adot:v0.50.0"))
                        .build()));
        assertThat(image("adot")).isEqualTo("registry.example/adot:v0.50.0");
        assertThat(image("node-exporter")).contains("/monitoring/node-exporter:");
    }

    @Test
    void needsNoImageAssetAndNoPublicRegistry() throws Exception {
        monitor(options -> options.images(ImageSource.ecr("monitoring")));
        JsonNode assets = Synth.JSON.readTree(
                Path.of(app.synth().getDirectory(), "Demo.assets.json").toFile());
        assertThat(assets.get("dockerImages")).isEmpty();
        assertThat(Synth.template(stack).toString()).doesNotContain("public.ecr.aws");
    }

    @Test
    void defaultCollectorIsTheTestedVersion() {
        FargateTaskDefinition task =
                FargateTaskDefinition.Builder.create(stack, "Plain").build();
        task.addContainer(
                "adot",
                ContainerDefinitionOptions.builder().image(AdotImages.V0_49_0).build());
        assertThat(image("adot").replaceAll("@sha256:[0-9a-f]{64}", ""))
                .isEqualTo("public.ecr.aws/aws-observability/" + MonitoringImage.COLLECTOR.repositoryName() + ":"
                        + MonitoringImage.COLLECTOR.tag());
    }

    @Test
    void exporterTagIsTheLibraryVersion() throws Exception {
        String pom = Files.readString(Path.of("../pom.xml"));
        assertThat(pom).contains("<version>" + MonitoringImage.EXPORTER.tag() + "</version>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://registry.example.com",
                "registry",
                "team/mirror",
                "registry.example.com/Mirror",
                "registry.example.com//x",
                ""
            })
    void rejectsAnInvalidRegistryAddress(String address) {
        assertThatThrownBy(() -> ImageSource.registry(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "address must be a host without https://, optionally with a port and a namespace, such as registry.example.com/mirror, got \""
                                + address + "\"");
    }

    @Test
    void rejectsEcrAsAnotherRegistry() {
        assertThatThrownBy(() -> ImageSource.registry("123456789012.dkr.ecr.eu-west-1.amazonaws.com/monitoring"))
                .hasMessage(
                        "address must not be a registry of ECR: use "
                                + "ImageSource.ecr(...), which grants pull access, got \"123456789012.dkr.ecr.eu-west-1.amazonaws.com/monitoring\"");
    }

    @Test
    void rejectsInvalidEcrNames() {
        assertThatThrownBy(() -> ImageSource.ecr("Monitoring"))
                .hasMessage("namespace must consist of lower-case words separated by slashes, got \"Monitoring\"");
        assertThatThrownBy(() -> ImageSource.ecr("m", "1234", "eu-west-1"))
                .hasMessage("account must be 12 digits, got \"1234\"");
        assertThatThrownBy(() -> ImageSource.ecr("m", "123456789012", "Ireland"))
                .hasMessage("region must be a region such as eu-west-1, got \"Ireland\"");
        assertThatThrownBy(() -> ImageSource.ecr("m").repository(MonitoringImage.COLLECTOR, "a//b"))
                .hasMessage("repository must consist of lower-case words separated by slashes, got \"a//b\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "123456789012.dkr.ecr.eu-west-1.amazonaws.com",
                "123456789012.dkr.ecr.eu-west-1.amazonaws.com/monitoring",
                "123456789012.dkr-ecr.eu-west-1.on.aws/monitoring/",
                "https://123456789012.dkr.ecr.eu-west-1.amazonaws.com/monitoring",
                "https://registry/monitoring",
                "public.ecr.aws/monitoring",
                "registry.example.com/mirror",
                "localhost:5000",
                "registry:5000/mirror"
            })
    void rejectsARegistryAddressAsNamespaceOrRepository(String address) {
        String remedy = "namespace must be the prefix of repository names without a registry, such as monitoring; "
                + "for another account or region use ecr(namespace, account, region), got \"" + address + "\"";
        assertThatThrownBy(() -> ImageSource.ecr(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(remedy);
        assertThatThrownBy(() -> ImageSource.ecr(address, "123456789012", "eu-west-1"))
                .hasMessage(remedy);
        assertThatThrownBy(() -> ImageSource.ecr("monitoring").repository(MonitoringImage.EXPORTER, address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("repository must be the name after the namespace or address, without a registry, got \""
                        + address + "\"");
    }

    @Test
    void acceptsDotsAfterTheFirstPart() {
        assertThat(ImageSource.ecr("monitoring/v1.2").repository(MonitoringImage.EXPORTER, "team/node.exporter"))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "latest", "sha256:12", "a b", "v1:2", "v1@", "v1@sha256:12", "@" + DIGEST, "v1@v2"})
    void rejectsAVersionThatIsNotFixed(String version) {
        assertThatThrownBy(() -> ImageSource.ecr("m").version(MonitoringImage.EXPORTER, version))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tagOrDigest must be a tag other than \"latest\", a digest, or both as TAG@sha256:…, got \""
                        + version + "\"");
    }

    @Test
    void rejectsAnOldCollector() {
        assertThatThrownBy(() -> ImageSource.ecr("m").version(MonitoringImage.COLLECTOR, "v0.46.0"))
                .hasMessageStartingWith("image must be v0.49.0 or newer, got \"v0.46.0\"");
        assertThatThrownBy(() -> ImageSource.ecr("m").version(MonitoringImage.COLLECTOR, "v0.46.0@" + DIGEST))
                .hasMessageStartingWith("image must be v0.49.0 or newer, got \"v0.46.0@sha256:");
    }

    @Test
    void baseImageOfAnImageIsNamedAsInADockerfile() {
        assertThat(ImageSource.ecr("monitoring").reference(MonitoringImage.GRAFANA, stack))
                .isEqualTo("123456789012.dkr.ecr.eu-west-1.amazonaws.com/monitoring/grafana:12.4.12");
        assertThat(ImageSource.ecr("", "111122223333", "cn-north-1")
                        .version(MonitoringImage.GRAFANA, DIGEST)
                        .reference(MonitoringImage.GRAFANA, stack))
                .isEqualTo("111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/grafana@" + DIGEST);
        assertThat(ImageSource.registry("registry.example.com:5000/mirror/")
                        .version(MonitoringImage.GRAFANA, "12.4.13@" + DIGEST)
                        .repository(MonitoringImage.GRAFANA, "hub/grafana")
                        .reference(MonitoringImage.GRAFANA, stack))
                .isEqualTo("registry.example.com:5000/mirror/hub/grafana:12.4.13@" + DIGEST);
    }

    @Test
    void baseImageMustBeKnownAtSynth() {
        ImageSource token = ImageSource.registry(Fn.importValue("registry"));
        assertThatThrownBy(() -> token.reference(MonitoringImage.GRAFANA, stack))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("address of the registry must be known at synth for an image that is built from one of its"
                        + " images, got a token");
        Stack anywhere = new Stack(app, "Anywhere");
        ImageSource ecr = ImageSource.ecr("monitoring");
        assertThatThrownBy(() -> ecr.reference(MonitoringImage.GRAFANA, anywhere))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("stack Anywhere must have an env with account and region");
    }
}
