package io.github.ecsmonitoring.grafana.service;

import io.github.ecsmonitoring.grafana.IGrafana;
import io.github.ecsmonitoring.grafana.content.GrafanaContent;
import io.github.ecsmonitoring.images.ImageSource;
import io.github.ecsmonitoring.images.MonitoringImage;
import io.github.ecsmonitoring.internal.CdkVersion;
import io.github.ecsmonitoring.internal.SharedKey;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.certificatemanager.ICertificate;
import software.amazon.awscdk.services.ec2.IPeer;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ecr.assets.DockerImageAsset;
import software.amazon.awscdk.services.ecr.assets.Platform;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.ContainerInsights;
import software.amazon.awscdk.services.ecs.CpuArchitecture;
import software.amazon.awscdk.services.ecs.DeploymentCircuitBreaker;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.ICluster;
import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationLoadBalancer;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.route53.IHostedZone;
import software.amazon.awscdk.services.s3.IBucket;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.constructs.Construct;

/**
 * Grafana OSS on ECS Fargate behind a load balancer, with data sources, folders and dashboards in its image.
 *
 * <pre>{@code
 * GrafanaService grafana = GrafanaService.Builder.create(this, "Grafana")
 *     .vpc(vpc)
 *     .certificate(certificate)
 *     .domainName("grafana.example.com")
 *     .content(GrafanaContent.of(workspace))
 *     .build();
 * workspace.grantQuery(grafana);
 * }</pre>
 *
 * <p>Without a {@linkplain Builder#database database} the state is that of one task: what people change in Grafana is
 * lost when the task is replaced, and the content of the image is there again.
 *
 * <p>{@code cdk deploy} builds the image, which needs Docker and access to grafana.com, unless {@link Builder#image} is
 * set.
 *
 * @see <a href="https://grafana.com/docs/grafana/v12.4/setup-grafana/configure-docker/">Grafana's image</a>
 */
public final class GrafanaService extends Construct implements IGrafana {
    private final FargateTaskDefinition taskDefinition;
    private final FargateService service;
    private final ApplicationLoadBalancer loadBalancer;
    private final String url;
    private final ISecret adminSecret;
    private final GrafanaContent content;

    private GrafanaService(Builder builder) {
        super(builder.scope, builder.id);
        content = builder.content;
        ICluster cluster = builder.cluster != null ? builder.cluster : createCluster(builder.vpc);
        WebAccess access = builder.access();
        loadBalancer = access.createLoadBalancer(this, cluster.getVpc());
        url = access.url(loadBalancer);
        GrafanaSecrets secrets = GrafanaSecrets.create(this, builder.settings.secretKey());
        adminSecret = secrets.admin();
        taskDefinition = new GrafanaTask(
                        new GrafanaTaskSize(builder.cpu, builder.memoryLimitMiB),
                        builder.architecture,
                        builder.image != null ? builder.image : buildImage(builder),
                        environment(builder),
                        secrets(builder, secrets),
                        createLogGroup(builder.logRetention))
                .create(this);
        GrafanaSecrets.useOfKey(this).ifPresent(use -> use.addTo(taskDefinition.obtainExecutionRole()));
        service = createService(builder, cluster);
        // With its policy, without which the first tasks could not read their secrets.
        service.getNode().addDependency(taskDefinition.obtainExecutionRole());
        access.forward(loadBalancer, service);
    }

    private Cluster createCluster(IVpc vpc) {
        return Cluster.Builder.create(this, "Cluster")
                .vpc(vpc)
                .containerInsightsV2(ContainerInsights.ENABLED)
                .build();
    }

    private LogGroup createLogGroup(RetentionDays retention) {
        return SharedKey.encrypted(LogGroup.Builder.create(this, "Logs")
                .retention(retention)
                .removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
                .build());
    }

    private ContainerImage buildImage(Builder builder) {
        GrafanaBuildFolder build = GrafanaBuildFolder.of(builder.content).plugins(builder.plugins);
        if (builder.images != null) {
            build = build.baseImage(builder.images.reference(MonitoringImage.GRAFANA, this));
        }
        return ContainerImage.fromDockerImageAsset(DockerImageAsset.Builder.create(this, "Image")
                .directory(TemporaryFolder.of(build).toString())
                // Without a platform Docker would build for the machine that deploys.
                .platform(builder.architecture == CpuArchitecture.ARM64 ? Platform.LINUX_ARM64 : Platform.LINUX_AMD64)
                .build());
    }

    private Map<String, String> environment(Builder builder) {
        Map<String, String> environment =
                new TreeMap<>(ProvisioningFiles.of(builder.content).environment());
        builder.database().ifPresent(database -> environment.putAll(database.environment()));
        environment.putAll(builder.settings.environment(url, builder.certificate != null));
        return environment;
    }

    private static Map<String, Secret> secrets(Builder builder, GrafanaSecrets generated) {
        Map<String, Secret> secrets = new TreeMap<>(builder.settings.secret());
        secrets.putAll(generated.variables());
        builder.database().ifPresent(database -> secrets.putAll(database.secrets()));
        return secrets;
    }

    private FargateService createService(Builder builder, ICluster cluster) {
        return FargateService.Builder.create(this, "Service")
                .cluster(cluster)
                .taskDefinition(taskDefinition)
                .vpcSubnets(builder.subnets)
                .assignPublicIp(false)
                .desiredCount(builder.desiredCount)
                // A new task is healthy before an old one stops.
                .minHealthyPercent(100)
                .maxHealthyPercent(200)
                .healthCheckGracePeriod(Duration.seconds(90))
                .circuitBreaker(DeploymentCircuitBreaker.builder()
                        .enable(true)
                        .rollback(true)
                        .build())
                .enableExecuteCommand(false)
                .build();
    }

    @Override
    public String getUrl() {
        return url;
    }

    /** What Grafana shows; empty without {@link Builder#content}. */
    public Optional<GrafanaContent> getContent() {
        return Optional.ofNullable(content);
    }

    /** The task, whose container is named {@code grafana}. */
    public FargateTaskDefinition getTaskDefinition() {
        return taskDefinition;
    }

    /** The service. A database must allow connections from it. */
    public FargateService getService() {
        return service;
    }

    /** The load balancer, whose name a record of {@link Builder#domainName} must lead to. */
    public ApplicationLoadBalancer getLoadBalancer() {
        return loadBalancer;
    }

    /**
     * {@code username} and {@code password} of the first administrator. Grafana takes the password when it creates its
     * database: with {@link Builder#database} a later change of the secret has no effect.
     */
    public ISecret getAdminSecret() {
        return adminSecret;
    }

    /** The task role, with which data sources read AWS. */
    @Override
    public IPrincipal getGrantPrincipal() {
        return taskDefinition.getTaskRole();
    }

    /** Collects the options of a {@link GrafanaService}. */
    public static final class Builder {
        private final Construct scope;
        private final String id;
        private ICluster cluster;
        private IVpc vpc;
        private SubnetSelection subnets = SubnetSelection.builder()
                .subnetType(SubnetType.PRIVATE_WITH_EGRESS)
                .build();
        private GrafanaContent content;
        private ContainerImage image;
        private ImageSource images;
        private PluginVersions plugins = PluginVersions.DEFAULTS;
        private CpuArchitecture architecture = CpuArchitecture.X86_64;
        private int cpu = GrafanaTaskSize.DEFAULT.cpu();
        private int memoryLimitMiB = GrafanaTaskSize.DEFAULT.memoryLimitMiB();
        private int desiredCount = 1;
        private GrafanaDatabase database;
        private GrafanaSettings settings = GrafanaSettings.NONE;
        private RetentionDays logRetention = RetentionDays.ONE_MONTH;
        private ICertificate certificate;
        private String domainName;
        private IHostedZone hostedZone;
        private boolean internetFacing;
        private boolean plainHttp;
        private List<IPeer> peers = List.of();
        private IBucket accessLogs;
        private boolean deletionProtection;

        private Builder(Construct scope, String id) {
            CdkVersion.requireSupported();
            this.scope = scope;
            this.id = id;
        }

        /** A builder without the required cluster or VPC, certificate and domain name. */
        public static Builder create(Construct scope, String id) {
            return new Builder(scope, id);
        }

        /** The cluster that runs Grafana, in whose VPC the load balancer is. Required unless {@link #vpc} is set. */
        public Builder cluster(ICluster cluster) {
            this.cluster = Objects.requireNonNull(cluster, "cluster");
            return this;
        }

        /** The VPC, in which a cluster for Grafana is created. Required unless {@link #cluster} is set. */
        public Builder vpc(IVpc vpc) {
            this.vpc = Objects.requireNonNull(vpc, "vpc");
            return this;
        }

        /** The subnets of tasks, which reach AWS. Default: private subnets with a NAT gateway. */
        public Builder subnets(SubnetSelection subnets) {
            this.subnets = Objects.requireNonNull(subnets, "subnets");
            return this;
        }

        /**
         * Data sources, folders and dashboards. Default: none, or the facade's.
         *
         * <p>People can neither change nor delete them in Grafana. What is removed here is removed from a database too.
         */
        public Builder content(GrafanaContent content) {
            this.content = Objects.requireNonNull(content, "content");
            return this;
        }

        /** Whether {@link #content} has been called. */
        public boolean hasContent() {
            return content != null;
        }

        /**
         * An image that already has the content: built from {@link GrafanaBuildFolder}. {@link #content} must be the
         * same, since its values that are known at deployment only are set as environment variables. Default: an image
         * that {@code cdk deploy} builds.
         */
        public Builder image(ContainerImage image) {
            this.image = Objects.requireNonNull(image, "image");
            return this;
        }

        /**
         * The private registry with the Grafana from which {@code cdk deploy} builds the image; Docker must be signed
         * in to it. Default: {@code grafana/grafana} of Docker Hub.
         */
        public Builder images(ImageSource images) {
            this.images = Objects.requireNonNull(images, "images");
            return this;
        }

        /**
         * Another plugin in the image, or another version of one that a data source needs.
         *
         * @param id an id of grafana.com/grafana/plugins
         * @param version for example {@code 2.17.1}
         * @throws IllegalArgumentException if one of them has another form
         */
        public Builder plugin(String id, String version) {
            plugins = plugins.with(id, version);
            return this;
        }

        /** Runs on Graviton processors, which cost less. Default: x86_64. */
        public Builder arm64() {
            architecture = CpuArchitecture.ARM64;
            return this;
        }

        /** CPU units: 512, 1024, 2048 or 4096. Default: 512. */
        public Builder cpu(int cpu) {
            this.cpu = cpu;
            return this;
        }

        /** The task's memory in MiB, half of which is reserved for Grafana. Default: 1024. */
        public Builder memoryLimitMiB(int memoryLimitMiB) {
            this.memoryLimitMiB = memoryLimitMiB;
            return this;
        }

        /** The number of tasks; more than one needs a {@link #database}. Default: 1. */
        public Builder desiredCount(int desiredCount) {
            this.desiredCount = desiredCount;
            return this;
        }

        /** Where Grafana keeps its state. Default: a file of the task, which is lost with it. */
        public Builder database(GrafanaDatabase database) {
            this.database = Objects.requireNonNull(database, "database");
            return this;
        }

        /**
         * A setting of Grafana that is no secret, for example {@code setting("auth.generic_oauth", "client_id", id)}.
         * It replaces a default of this construct.
         *
         * @param section for example {@code auth.generic_oauth}
         * @param key for example {@code client_id}
         * @param value the value; may be a token, but not one of a secret
         * @throws IllegalArgumentException if the key is that of a secret, or other options set it
         * @see <a href="https://grafana.com/docs/grafana/v12.4/setup-grafana/configure-grafana/">settings</a>
         */
        public Builder setting(String section, String key, String value) {
            settings = settings.with(section, key, value);
            return this;
        }

        /**
         * A setting of Grafana that ECS reads from Secrets Manager or Parameter Store when a task starts, for example
         * {@code secretSetting("auth.generic_oauth", "client_secret", Secret.fromSecretsManager(secret))}.
         *
         * @throws IllegalArgumentException if other options set it
         */
        public Builder secretSetting(String section, String key, Secret value) {
            settings = settings.withSecret(section, key, value);
            return this;
        }

        /** The retention of Grafana's log group. Default: one month. */
        public Builder logRetention(RetentionDays retention) {
            logRetention = Objects.requireNonNull(retention, "logRetention");
            return this;
        }

        /** The certificate of the load balancer, in its region. Required unless {@link #withoutCertificate}. */
        public Builder certificate(ICertificate certificate) {
            this.certificate = Objects.requireNonNull(certificate, "certificate");
            return this;
        }

        /** The name in the certificate, under which people open Grafana. Required with a certificate. */
        public Builder domainName(String domainName) {
            this.domainName = Objects.requireNonNull(domainName, "domainName");
            return this;
        }

        /** The zone in which a record for the domain name is created. Default: none, and the record is yours. */
        public Builder hostedZone(IHostedZone hostedZone) {
            this.hostedZone = Objects.requireNonNull(hostedZone, "hostedZone");
            return this;
        }

        /**
         * Makes the load balancer reachable from the VPC and networks connected with it. This is the default.
         *
         * @param peers the clients. Default: the VPC
         */
        public Builder internal(IPeer... peers) {
            internetFacing = false;
            this.peers = List.of(peers);
            return this;
        }

        /**
         * Makes the load balancer reachable from the internet.
         *
         * @param peers the clients; at least one
         */
        public Builder internetFacing(IPeer... peers) {
            internetFacing = true;
            this.peers = List.of(peers);
            return this;
        }

        /**
         * Serves Grafana without TLS inside of the VPC: passwords and sessions cross it in plain text, so use it for
         * tests only.
         */
        public Builder withoutCertificate() {
            plainHttp = true;
            return this;
        }

        /** The bucket for access logs of the load balancer; encrypted with keys of S3 only. Default: none. */
        public Builder accessLogs(IBucket bucket) {
            accessLogs = Objects.requireNonNull(bucket, "accessLogs");
            return this;
        }

        /**
         * Makes CloudFormation fail to delete the load balancer, also when the first deployment of the stack is rolled
         * back. Default: off, since a load balancer keeps no data.
         */
        public Builder deletionProtection() {
            deletionProtection = true;
            return this;
        }

        private Optional<GrafanaDatabase> database() {
            return Optional.ofNullable(database);
        }

        private WebAccess access() {
            return new WebAccess(
                    certificate,
                    domainName,
                    hostedZone,
                    internetFacing,
                    plainHttp,
                    peers,
                    accessLogs,
                    deletionProtection);
        }

        /**
         * Creates Grafana.
         *
         * @throws IllegalArgumentException if options are missing or conflict, or a plugin has no version
         */
        public GrafanaService build() {
            if (cluster == null && vpc == null) {
                throw new IllegalArgumentException("cluster or vpc must be set, got neither");
            }
            if (cluster != null && vpc != null) {
                throw new IllegalArgumentException(
                        "cluster(...) and vpc(...) exclude each other: the VPC is that of the"
                                + " cluster; remove one of them");
            }
            checkImage();
            new GrafanaTaskSize(cpu, memoryLimitMiB).check();
            if (desiredCount < 1) {
                throw new IllegalArgumentException("desiredCount must be at least 1, got " + desiredCount);
            }
            if (desiredCount > 1 && database == null) {
                throw new IllegalArgumentException("desiredCount must be 1 without a database, got " + desiredCount
                        + ": each task would have its own users and sessions; set database(...)");
            }
            access().check(Stack.of(scope));
            settings.check(Stack.of(scope));
            if (content == null) {
                content = GrafanaContent.Builder.create().build();
            }
            plugins.of(ProvisioningFiles.plugins(content));
            return new GrafanaService(this);
        }

        private void checkImage() {
            if (image != null && images != null) {
                throw new IllegalArgumentException("image(...) and images(...) exclude each other: images(...) is the"
                        + " registry of the Grafana that an image is built from; remove one of them");
            }
            if (image != null && !plugins.equals(PluginVersions.DEFAULTS)) {
                throw new IllegalArgumentException(
                        "image(...) and plugin(...) exclude each other: a given image already"
                                + " has its plugins; use plugin(...) of GrafanaBuildFolder");
            }
        }
    }
}
