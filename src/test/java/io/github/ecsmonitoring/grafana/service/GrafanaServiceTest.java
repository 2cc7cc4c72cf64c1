package io.github.ecsmonitoring.grafana.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.EcsMonitoring;
import io.github.ecsmonitoring.Snapshot;
import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.grafana.content.GrafanaContent;
import io.github.ecsmonitoring.grafana.content.GrafanaFolder;
import io.github.ecsmonitoring.images.ImageSource;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.SecretValue;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.cxapi.CloudAssembly;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.certificatemanager.ICertificate;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.route53.HostedZone;
import software.amazon.awscdk.services.route53.HostedZoneAttributes;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.secretsmanager.Secret;

class GrafanaServiceTest {
    private final Stack stack = Synth.stack();
    private final IVpc vpc =
            Vpc.Builder.create(stack, "Vpc").maxAzs(2).natGateways(1).build();

    private GrafanaService.Builder grafana() {
        return secured(GrafanaService.Builder.create(stack, "Grafana").vpc(vpc));
    }

    private GrafanaService.Builder secured(GrafanaService.Builder builder) {
        return builder.certificate(certificate(stack)).domainName("grafana.example.com");
    }

    private static ICertificate certificate(Stack stack) {
        return Certificate.fromCertificateArn(
                stack, "Certificate", "arn:aws:acm:eu-west-1:123456789012:certificate/0a1b2c3d");
    }

    private ISecret databaseSecret() {
        return Secret.fromSecretNameV2(stack, "Database", "grafana-database");
    }

    private Map<String, Object> environment() {
        return Synth.list(Synth.container(stack, "grafana").get("Environment")).stream()
                .map(Synth::map)
                .collect(Collectors.toMap(each -> (String) each.get("Name"), each -> each.get("Value")));
    }

    private Map<String, Object> secrets() {
        return Synth.list(Synth.container(stack, "grafana").get("Secrets")).stream()
                .map(Synth::map)
                .collect(Collectors.toMap(each -> (String) each.get("Name"), each -> each.get("ValueFrom")));
    }

    private List<Map<String, Object>> all(String type) {
        return Template.fromStack(stack).findResources(type).values().stream()
                .map(resource -> Synth.map(resource.get("Properties")))
                .toList();
    }

    @Test
    void createsAServiceBehindALoadBalancer() throws IOException {
        PrometheusWorkspace workspace =
                PrometheusWorkspace.Builder.create(stack, "Prometheus").build();
        GrafanaService service = grafana().content(GrafanaContent.of(workspace)).build();
        workspace.grantQuery(service);
        workspace.grantAlertManager(service);
        Snapshot.assertTemplate("grafana-service", stack);
    }

    @Test
    void urlIsTheDomainName() {
        GrafanaService service = grafana().build();
        assertThat(service.getUrl()).isEqualTo("https://grafana.example.com");
        assertThat(environment())
                .containsEntry("GF_SERVER_ROOT_URL", "https://grafana.example.com/")
                .containsEntry("GF_SECURITY_COOKIE_SECURE", "true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://grafana.example.com", "grafana.example.com/", "grafana.example.com:443", ""})
    void rejectsADomainNameThatIsNoHostName(String name) {
        GrafanaService.Builder builder = grafana().domainName(name);
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "domainName must be a host name such as grafana.example.com, without https:// and path, got \""
                                + name + "\"");
    }

    @Test
    void clientsAreThoseOfTheVpcUnlessOthersAreNamed() {
        grafana().build();
        assertThat(all("AWS::EC2::SecurityGroup").toString())
                .contains("CidrIp={Fn::GetAtt=[Vpc8378EB38, CidrBlock]}, Description=Grafana, FromPort=443")
                .doesNotContain("CidrIp=0.0.0.0/0, Description=Grafana");
        assertThat(all("AWS::ElasticLoadBalancingV2::LoadBalancer").get(0)).containsEntry("Scheme", "internal");
    }

    @Test
    void internetFacingAllowsTheNamedClientsOnly() {
        grafana().internetFacing(Peer.ipv4("203.0.113.0/24")).build();
        assertThat(all("AWS::EC2::SecurityGroup").toString())
                .contains("CidrIp=203.0.113.0/24, Description=Grafana, FromPort=443, IpProtocol=tcp, ToPort=443")
                .doesNotContain("Vpc8378EB38, CidrBlock");
        assertThat(all("AWS::ElasticLoadBalancingV2::LoadBalancer").get(0)).containsEntry("Scheme", "internet-facing");
    }

    @Test
    void withoutCertificateServesHttpInsideOfTheVpc() {
        GrafanaService service = GrafanaService.Builder.create(stack, "Grafana")
                .cluster(Cluster.Builder.create(stack, "Cluster").vpc(vpc).build())
                .withoutCertificate()
                .build();
        assertThat(stack.resolve(service.getUrl()).toString()).contains("http://", "GrafanaLoadBalancer");
        assertThat(environment()).containsEntry("GF_SECURITY_COOKIE_SECURE", "false");
        assertThat(all("AWS::ElasticLoadBalancingV2::Listener"))
                .singleElement()
                .satisfies(listener ->
                        assertThat(listener).containsEntry("Port", 80).containsEntry("Protocol", "HTTP"));
    }

    @Test
    void loadBalancerOptionsAreApplied() {
        Stack regional = new Stack(
                Synth.app(),
                "Regional",
                StackProps.builder()
                        .env(Environment.builder()
                                .account("123456789012")
                                .region("eu-west-1")
                                .build())
                        .build());
        GrafanaService.Builder.create(regional, "Grafana")
                .vpc(Vpc.Builder.create(regional, "Vpc")
                        .maxAzs(2)
                        .natGateways(1)
                        .build())
                .certificate(certificate(regional))
                .domainName("grafana.example.com")
                .hostedZone(HostedZone.fromHostedZoneAttributes(
                        regional,
                        "Zone",
                        HostedZoneAttributes.builder()
                                .hostedZoneId("Z0")
                                .zoneName("example.com")
                                .build()))
                .accessLogs(new Bucket(regional, "Logs"))
                .deletionProtection()
                .build();
        assertThat(Synth.properties(regional, "AWS::ElasticLoadBalancingV2::LoadBalancer")
                        .get("LoadBalancerAttributes")
                        .toString())
                .contains(
                        "{Key=deletion_protection.enabled, Value=true}",
                        "{Key=routing.http.drop_invalid_header_fields.enabled, Value=true}",
                        "{Key=access_logs.s3.enabled, Value=true}");
        assertThat(Synth.properties(regional, "AWS::Route53::RecordSet"))
                .containsEntry("Name", "grafana.example.com.")
                .containsEntry("Type", "A");
    }

    @Test
    void passwordsAreNeitherInTheTemplateNorInTheEnvironment() {
        GrafanaService service = grafana().build();
        assertThat(environment()).doesNotContainKeys("GF_SECURITY_ADMIN_PASSWORD", "GF_SECURITY_SECRET_KEY");
        assertThat(secrets().keySet())
                .containsExactlyInAnyOrder("GF_SECURITY_ADMIN_PASSWORD", "GF_SECURITY_SECRET_KEY");
        assertThat(secrets().get("GF_SECURITY_ADMIN_PASSWORD").toString()).contains("GrafanaAdmin", ":password::");
        assertThat(stack.resolve(service.getAdminSecret().getSecretArn()).toString())
                .contains("GrafanaAdmin");
        assertThat(Synth.template(stack).toString()).doesNotContain("{{resolve:");
    }

    @Test
    void secretKeyIsRetainedAndTheAdministratorsPasswordIsNot() {
        grafana().build();
        assertThat(Template.fromStack(stack).findResources("AWS::SecretsManager::Secret").values().stream()
                        .map(secret -> secret.get("DeletionPolicy")))
                .containsExactlyInAnyOrder("Delete", "RetainExceptOnCreate");
    }

    @Test
    void givenSecretKeyReplacesTheGeneratedOne() {
        grafana()
                .secretSetting(
                        "security",
                        "secret_key",
                        software.amazon.awscdk.services.ecs.Secret.fromSecretsManager(databaseSecret(), "key"))
                .build();
        assertThat(all("AWS::SecretsManager::Secret")).hasSize(1);
        assertThat(secrets().get("GF_SECURITY_SECRET_KEY").toString()).contains("grafana-database", ":key::");
    }

    @Test
    void postgresHasTheFieldsOfARdsSecretAndAllowsSeveralTasks() {
        grafana()
                .database(GrafanaDatabase.postgres(databaseSecret()))
                .desiredCount(2)
                .build();
        assertThat(environment())
                .containsEntry("GF_DATABASE_TYPE", "postgres")
                .containsEntry("GF_DATABASE_SSL_MODE", "require")
                .containsEntry("GF_DATABASE_HOST", "$__env{DATABASE_HOST}:$__env{DATABASE_PORT}");
        Map.of(
                        "DATABASE_HOST", ":host::",
                        "DATABASE_PORT", ":port::",
                        "GF_DATABASE_NAME", ":dbname::",
                        "GF_DATABASE_USER", ":username::",
                        "GF_DATABASE_PASSWORD", ":password::")
                .forEach((variable, field) ->
                        assertThat(secrets().get(variable).toString()).contains(field));
        assertThat(Synth.properties(stack, "AWS::ECS::Service")).containsEntry("DesiredCount", 2);
    }

    @Test
    void addressAndNameOfADatabaseReplaceTheSecrets() {
        grafana()
                .database(GrafanaDatabase.postgres(databaseSecret())
                        .address("db.example.com", 5433)
                        .name("grafana"))
                .build();
        assertThat(environment())
                .containsEntry("DATABASE_HOST", "db.example.com")
                .containsEntry("DATABASE_PORT", "5433")
                .containsEntry("GF_DATABASE_NAME", "grafana");
        assertThat(secrets()).doesNotContainKeys("DATABASE_HOST", "DATABASE_PORT", "GF_DATABASE_NAME");
    }

    @Test
    void signInSettingsArePassedThrough() {
        grafana()
                .setting("auth.generic_oauth", "enabled", "true")
                .setting("auth.generic_oauth", "token_url", "https://idp.example.com/token")
                .setting("auth.generic_oauth", "use_refresh_token", "true")
                .setting("auth.anonymous", "enabled", "true")
                .secretSetting(
                        "auth.generic_oauth",
                        "client_secret",
                        software.amazon.awscdk.services.ecs.Secret.fromSecretsManager(databaseSecret(), "client"))
                .build();
        assertThat(environment())
                .containsEntry("GF_AUTH_GENERIC_OAUTH_ENABLED", "true")
                .containsEntry("GF_AUTH_GENERIC_OAUTH_TOKEN_URL", "https://idp.example.com/token")
                .containsEntry("GF_AUTH_GENERIC_OAUTH_USE_REFRESH_TOKEN", "true")
                .containsEntry("GF_AUTH_ANONYMOUS_ENABLED", "true");
        assertThat(secrets()).containsKey("GF_AUTH_GENERIC_OAUTH_CLIENT_SECRET");
    }

    @Test
    void defaultsAreSafe() {
        grafana().build();
        assertThat(environment())
                .containsEntry("GF_AUTH_ANONYMOUS_ENABLED", "false")
                .containsEntry("GF_USERS_ALLOW_SIGN_UP", "false")
                .containsEntry("GF_AWS_ALLOWED_AUTH_PROVIDERS", "default")
                .containsEntry("GF_AUTH_SIGV4_AUTH_ENABLED", "true")
                .containsEntry("GF_ANALYTICS_REPORTING_ENABLED", "false")
                .containsEntry("GF_PLUGINS_PREINSTALL_DISABLED", "true");
    }

    @Test
    void containerHasNoRootNoCapabilitiesAndWritesToVolumesOnly() {
        grafana().build();
        Map<String, Object> container = Synth.container(stack, "grafana");
        assertThat(container)
                .containsEntry("User", "472")
                .containsEntry("ReadonlyRootFilesystem", true)
                .doesNotContainKey("Privileged");
        assertThat(container.get("LinuxParameters"))
                .hasToString("{Capabilities={Drop=[ALL]}, InitProcessEnabled=true}");
        assertThat(container.get("MountPoints"))
                .hasToString("[{ContainerPath=/var/lib/grafana, ReadOnly=false, SourceVolume=data}, "
                        + "{ContainerPath=/tmp, ReadOnly=false, SourceVolume=tmp}]");
        assertThat(Synth.properties(stack, "AWS::ECS::TaskDefinition").get("Volumes"))
                .hasToString("[{Name=data}, {Name=tmp}]");
    }

    @ParameterizedTest
    @CsvSource({"true, linux/arm64, ARM64", "false, linux/amd64, X86_64"})
    void imageIsBuiltForTheProcessorOfTheTask(boolean arm, String platform, String architecture) throws IOException {
        GrafanaService.Builder builder = grafana();
        (arm ? builder.arm64() : builder).build();
        assertThat(imageAssets(((App) stack.getNode().getRoot()).synth()))
                .contains("\"platform\": \"" + platform + "\"");
        assertThat(Synth.properties(stack, "AWS::ECS::TaskDefinition").get("RuntimePlatform"))
                .hasToString("{CpuArchitecture=" + architecture + ", OperatingSystemFamily=LINUX}");
    }

    private static String imageAssets(CloudAssembly assembly) throws IOException {
        return Files.readString(Path.of(assembly.getDirectory(), "Demo.assets.json"));
    }

    @Test
    void imageIsBuiltAgainOnlyIfTheContentChanges() {
        assertThat(imageTag("ECS")).isEqualTo(imageTag("ECS")).isNotEqualTo(imageTag("Shop"));
    }

    private static String imageTag(String folder) {
        Stack other = Synth.stack();
        GrafanaService.Builder.create(other, "Grafana")
                .vpc(Vpc.Builder.create(other, "Vpc").maxAzs(2).natGateways(1).build())
                .withoutCertificate()
                .content(GrafanaContent.Builder.create()
                        .folders(GrafanaFolder.of(folder))
                        .build())
                .build();
        String image = Synth.container(other, "grafana").get("Image").toString();
        return image.substring(image.lastIndexOf(':'));
    }

    @Test
    void privateRegistryIsThatOfTheBaseImage() throws IOException {
        grafana()
                .images(ImageSource.ecr("monitoring", "123456789012", "eu-west-1"))
                .build();
        Path assets = Path.of(((App) stack.getNode().getRoot()).synth().getDirectory());
        try (Stream<Path> files = Files.walk(assets)) {
            assertThat(files.filter(file -> file.endsWith("Dockerfile")))
                    .singleElement()
                    .satisfies(file -> assertThat(Files.readString(file))
                            .startsWith(
                                    "FROM 123456789012.dkr.ecr.eu-west-1.amazonaws.com/monitoring/grafana:12.4.12\n"));
        }
    }

    @Test
    void givenImageIsUsedWithTheVariablesOfTheContent() {
        PrometheusWorkspace workspace =
                PrometheusWorkspace.Builder.create(stack, "Prometheus").build();
        grafana()
                .image(ContainerImage.fromRegistry("registry.example.com/grafana:1"))
                .content(GrafanaContent.of(workspace))
                .build();
        assertThat(Synth.container(stack, "grafana")).containsEntry("Image", "registry.example.com/grafana:1");
        assertThat(environment()).containsKey("DATA_SOURCE_ECS_MONITORING_PROMETHEUS_URL");
    }

    @Test
    void taskCanBeMonitored() {
        GrafanaService service = grafana().build();
        EcsMonitoring monitoring = EcsMonitoring.Builder.create(stack, "Monitoring")
                .withoutGrafana()
                .build();
        monitoring.monitor(service.getTaskDefinition());
        assertThat(Synth.list(Synth.properties(stack, "AWS::ECS::TaskDefinition")
                                .get("ContainerDefinitions"))
                        .stream()
                        .map(container -> Synth.map(container).get("Name")))
                .containsExactly("grafana", "node-exporter", "adot");
    }

    @Test
    void taskIsMonitoredWithAllOthers() {
        grafana().build();
        EcsMonitoring.Builder.create(stack, "Monitoring")
                .withoutGrafana()
                .build()
                .monitorAll(stack);
        assertThat(Synth.list(Synth.properties(stack, "AWS::ECS::TaskDefinition")
                                .get("ContainerDefinitions"))
                        .stream()
                        .map(container -> Synth.map(container).get("Name")))
                .containsExactly("grafana", "node-exporter", "adot");
    }

    private static Arguments bad(UnaryOperator<GrafanaService.Builder> options, String message) {
        return Arguments.of(options, message);
    }

    static Stream<Arguments> badOptions() {
        return Stream.of(
                bad(
                        builder -> builder.desiredCount(2),
                        "desiredCount must be 1 without a database, got 2: each task would have its own users and"
                                + " sessions; set database(...)"),
                bad(builder -> builder.desiredCount(0), "desiredCount must be at least 1, got 0"),
                bad(builder -> builder.cpu(256), "cpu must be one of [512, 1024, 2048, 4096], got 256"),
                bad(
                        builder -> builder.memoryLimitMiB(1500),
                        "memoryLimitMiB must be from 1024 to 4096 in steps of 1024 with cpu 512, got 1500"),
                bad(
                        GrafanaService.Builder::internetFacing,
                        "internetFacing must name the clients, got none: for example Peer.ipv4(\"203.0.113.0/24\"), or"
                                + " Peer.anyIpv4() for everyone"),
                bad(
                        GrafanaService.Builder::withoutCertificate,
                        "withoutCertificate() must not be combined with certificate(...), domainName(...) or"
                                + " hostedZone(...): remove one of them"),
                bad(
                        builder -> builder.image(ContainerImage.fromRegistry("grafana:1"))
                                .plugin("grafana-clock-panel", "3.0.0"),
                        "image(...) and plugin(...) exclude each other: a given image already has its plugins; use"
                                + " plugin(...) of GrafanaBuildFolder"),
                bad(
                        builder -> builder.image(ContainerImage.fromRegistry("grafana:1"))
                                .images(ImageSource.registry("registry.example.com")),
                        "image(...) and images(...) exclude each other: images(...) is the registry of the Grafana that"
                                + " an image is built from; remove one of them"),
                bad(
                        builder -> builder.images(ImageSource.ecr("monitoring")),
                        "stack Demo must have an env with account and region for an image that is built from one in ECR:"
                                + " set them, or use ImageSource.ecr(namespace, account, region)"),
                bad(
                        builder -> builder.setting("auth.generic_oauth", "client_secret", "s3cret"),
                        "setting auth.generic_oauth.client_secret must not be plain text, which anyone who can read the"
                                + " template or the task definition could read: use secretSetting(\"auth.generic_oauth\","
                                + " \"client_secret\", Secret.fromSecretsManager(...))"),
                bad(
                        builder -> builder.setting(
                                "auth.generic_oauth",
                                "client_id",
                                SecretValue.secretsManager("oauth").unsafeUnwrap()),
                        "setting GF_AUTH_GENERIC_OAUTH_CLIENT_ID must not be a secret, which the task definition would"
                                + " contain as plain text: use secretSetting(...)"),
                bad(
                        builder -> builder.setting("security", "admin_password", "s3cret"),
                        "setting security.admin_password must not be set: the first administrator is in the secret of"
                                + " getAdminSecret()"),
                bad(
                        builder -> builder.setting("server", "root_url", "https://example.com"),
                        "setting server.root_url must not be set: set certificate(...) and domainName(...)"),
                bad(
                        builder -> builder.setting("auth generic", "client_id", "x"),
                        "section must be one of Grafana's such as auth.generic_oauth, got \"auth generic\""),
                bad(
                        builder -> builder.setting("auth", "client-id", "x"),
                        "key of section auth must be letters, digits and underscores such as client_id, got"
                                + " \"client-id\""));
    }

    @ParameterizedTest
    @MethodSource("badOptions")
    void rejects(UnaryOperator<GrafanaService.Builder> options, String message) {
        assertThatThrownBy(() -> options.apply(grafana()).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void rejectsAMissingClusterCertificateOrName() {
        assertThatThrownBy(() -> GrafanaService.Builder.create(stack, "A").build())
                .hasMessage("cluster or vpc must be set, got neither");
        assertThatThrownBy(() -> grafana()
                        .cluster(Cluster.Builder.create(stack, "Cluster")
                                .vpc(vpc)
                                .build())
                        .build())
                .hasMessage(
                        "cluster(...) and vpc(...) exclude each other: the VPC is that of the cluster; remove one of"
                                + " them");
        assertThatThrownBy(
                        () -> GrafanaService.Builder.create(stack, "B").vpc(vpc).build())
                .hasMessage("certificate must be set, got none: pass a certificate of AWS Certificate Manager for the"
                        + " domain name, or use withoutCertificate() for a test inside of the VPC");
        assertThatThrownBy(() -> GrafanaService.Builder.create(stack, "C")
                        .vpc(vpc)
                        .withoutCertificate()
                        .internetFacing(Peer.anyIpv4())
                        .build())
                .hasMessage(
                        "an internet-facing Grafana must have a certificate, got withoutCertificate(): passwords would"
                                + " cross the internet in plain text; set certificate(...) and domainName(...)");
    }

    @Test
    void rejectsADomainNameOutsideOfTheZone() {
        GrafanaService.Builder zone = grafana()
                .hostedZone(HostedZone.fromHostedZoneAttributes(
                        stack,
                        "Zone",
                        HostedZoneAttributes.builder()
                                .hostedZoneId("Z0")
                                .zoneName("example.org")
                                .build()));
        assertThatThrownBy(zone::build)
                .hasMessage("domainName must be in the hosted zone example.org, got \"grafana.example.com\"");
    }

    @Test
    void rejectsAccessLogsWithoutARegion() {
        GrafanaService.Builder logs = grafana().accessLogs(new Bucket(stack, "Logs"));
        assertThatThrownBy(logs::build)
                .hasMessage(
                        "stack Demo must have an env with a region for accessLogs, since the bucket grants access to"
                                + " an account that differs between regions: set it");
    }

    @Test
    void rejectsADatabaseAddressThatIsNone() {
        GrafanaDatabase database = GrafanaDatabase.postgres(databaseSecret());
        assertThatThrownBy(() -> database.address("db.example.com", 0))
                .hasMessage("port of the database must be from 1 to 65535, got 0");
        assertThatThrownBy(() -> database.address(" ", 5432)).hasMessage("host of the database must not be blank");
        assertThatThrownBy(() -> database.name("gra-fana"))
                .hasMessage("name of the database must be letters, digits and underscores, up to 63, got \"gra-fana\"");
    }
}
