package io.github.ecsmonitoring.network;

import io.github.ecsmonitoring.internal.CdkVersion;
import io.github.ecsmonitoring.internal.NagSuppression;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.ec2.CfnVPCEndpoint;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpoint;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.IPeer;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpoint;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.VpcEndpoint;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/**
 * VPC endpoints through which monitored tasks in subnets without a route to the internet reach the workspace,
 * CloudWatch Logs and images in Amazon ECR.
 *
 * <pre>{@code
 * MonitoringEndpoints.Builder.create(this, "Endpoints").vpc(vpc).workspace(workspace).build();
 * }</pre>
 *
 * <p>By default it creates interface endpoints for {@code aps-workspaces}, {@code logs}, {@code ecr.api} and
 * {@code ecr.dkr} in the isolated subnets, one per availability zone, with private DNS and one security group, and a
 * gateway endpoint for S3. Each has a policy that allows only what monitored tasks and ECS need.
 *
 * <p>Private DNS applies to the whole VPC: programs in all of its subnets use these endpoints and are subject to their
 * policies, which {@link Builder#allow} extends.
 *
 * @see <a href="https://docs.aws.amazon.com/vpc/latest/privatelink/concepts.html">AWS PrivateLink</a>
 */
public final class MonitoringEndpoints extends Construct {
    private static final int HTTPS = 443;

    private final IVpc vpc;
    private final Set<MonitoringEndpoint> existing;
    private final SecurityGroup securityGroup;
    private final boolean openToGrafana;
    private final Map<MonitoringEndpoint, VpcEndpoint> created = new EnumMap<>(MonitoringEndpoint.class);

    private MonitoringEndpoints(Builder builder, EndpointNetwork network) {
        super(builder.scope, builder.id);
        vpc = network.vpc();
        existing = Set.copyOf(builder.existing);
        openToGrafana = builder.forGrafana;
        securityGroup = SecurityGroup.Builder.create(this, "SecurityGroup")
                .vpc(vpc)
                .description("Clients of the VPC endpoints for monitoring")
                .allowAllOutbound(false)
                .build();
        NagSuppression.CIDR_OF_THE_VPC.on(securityGroup);
        network.clients().forEach(client -> securityGroup.addIngressRule(client, Port.tcp(HTTPS), "HTTPS"));
        EndpointPolicies policies = builder.policies(Stack.of(this));
        for (MonitoringEndpoint endpoint : builder.created()) {
            VpcEndpoint resource = endpoint == MonitoringEndpoint.S3
                    ? gateway(network.taskSubnets())
                    : privateLink(endpoint, network.subnets());
            policies.of(endpoint).forEach(resource::addToPolicy);
            if (openToGrafana) {
                policies.ofGrafana(endpoint).forEach(resource::addToPolicy);
            }
            builder.allowed
                    .getOrDefault(endpoint, List.of())
                    .forEach(statement -> resource.addToPolicy(withPrincipal(statement)));
            created.put(endpoint, resource);
        }
        getNode().addValidation(this::duplicates);
    }

    private VpcEndpoint privateLink(MonitoringEndpoint endpoint, SubnetSelection subnets) {
        return InterfaceVpcEndpoint.Builder.create(this, endpoint.service())
                .vpc(vpc)
                .service(new InterfaceVpcEndpointAwsService(endpoint.service()))
                .subnets(subnets)
                .privateDnsEnabled(true)
                .securityGroups(List.of(securityGroup))
                .open(false)
                .build();
    }

    private VpcEndpoint gateway(List<SubnetSelection> subnets) {
        return GatewayVpcEndpoint.Builder.create(this, MonitoringEndpoint.S3.service())
                .vpc(vpc)
                .service(GatewayVpcEndpointAwsService.S3)
                .subnets(subnets)
                .build();
    }

    private static PolicyStatement withPrincipal(PolicyStatement statement) {
        if (statement.getHasPrincipal()) {
            return statement;
        }
        PolicyStatement copy = statement.copy();
        copy.addAnyPrincipal();
        return copy;
    }

    /** AWS rejects a second endpoint with private DNS for a service of a VPC, and a second route to S3. */
    private List<String> duplicates() {
        List<String> errors = new ArrayList<>();
        for (CfnVPCEndpoint other : EndpointResources.in(vpc, EndpointResources.all(this, CfnVPCEndpoint.class))) {
            EndpointResources.serviceOf(other)
                    .flatMap(MonitoringEndpoint::of)
                    .filter(endpoint -> created.containsKey(endpoint)
                            && created.get(endpoint).getNode().getDefaultChild() != other)
                    .ifPresent(endpoint -> errors.add("vpc " + vpc.getNode().getPath() + " must have one endpoint for "
                            + endpoint.service() + ", got a second one at "
                            + other.getNode().getPath() + ": call existing(MonitoringEndpoint." + endpoint
                            + ")"));
        }
        return errors;
    }

    /** The VPC. */
    public IVpc getVpc() {
        return vpc;
    }

    /** The security group of the interface endpoints. */
    public SecurityGroup getSecurityGroup() {
        return securityGroup;
    }

    /** The endpoints that have been created. */
    public Map<MonitoringEndpoint, VpcEndpoint> getEndpoints() {
        return Map.copyOf(created);
    }

    /** The endpoints that the VPC has from elsewhere. */
    Set<MonitoringEndpoint> existing() {
        return existing;
    }

    /** Whether no policy denies what Grafana needs. */
    boolean isOpenToGrafana() {
        return openToGrafana || created.keySet().stream().noneMatch(Builder.OF_GRAFANA::contains);
    }

    /** Collects the options of {@link MonitoringEndpoints}. */
    public static final class Builder {
        private static final Set<MonitoringEndpoint> DEFAULTS = Set.of(
                MonitoringEndpoint.APS_WORKSPACES,
                MonitoringEndpoint.LOGS,
                MonitoringEndpoint.ECR_API,
                MonitoringEndpoint.ECR_DKR,
                MonitoringEndpoint.S3);
        private static final Set<MonitoringEndpoint> OF_GRAFANA = Set.of(
                MonitoringEndpoint.APS,
                MonitoringEndpoint.APS_WORKSPACES,
                MonitoringEndpoint.LOGS,
                MonitoringEndpoint.MONITORING,
                MonitoringEndpoint.STS,
                MonitoringEndpoint.XRAY);
        private static final Set<MonitoringEndpoint> NAME_WORKSPACES =
                Set.of(MonitoringEndpoint.APS_WORKSPACES, MonitoringEndpoint.APS);

        private final Construct scope;
        private final String id;
        private final List<IPrometheusWorkspace> workspaces = new ArrayList<>();
        private final EnumSet<MonitoringEndpoint> added = EnumSet.noneOf(MonitoringEndpoint.class);
        private final EnumSet<MonitoringEndpoint> existing = EnumSet.noneOf(MonitoringEndpoint.class);
        private final Map<MonitoringEndpoint, List<PolicyStatement>> allowed = new EnumMap<>(MonitoringEndpoint.class);
        private final List<IPeer> clients = new ArrayList<>();
        private final List<SubnetSelection> taskSubnets = new ArrayList<>();
        private final Set<String> registries = new TreeSet<>();
        private boolean forGrafana;
        private IVpc vpc;
        private SubnetSelection subnets;

        private Builder(Construct scope, String id) {
            CdkVersion.requireSupported();
            this.scope = Objects.requireNonNull(scope, "scope");
            this.id = Objects.requireNonNull(id, "id");
        }

        /** A builder without the required VPC and workspace. */
        public static Builder create(Construct scope, String id) {
            return new Builder(scope, id);
        }

        /** The VPC, which may be imported. Required. */
        public Builder vpc(IVpc vpc) {
            this.vpc = Objects.requireNonNull(vpc, "vpc");
            return this;
        }

        /**
         * The workspaces that programs in the VPC may write to and query, in the VPC's region; may be called
         * repeatedly. Required, unless {@code APS_WORKSPACES} exists already.
         */
        public Builder workspace(IPrometheusWorkspace... workspaces) {
            for (IPrometheusWorkspace workspace : workspaces) {
                this.workspaces.add(Objects.requireNonNull(workspace, "workspace"));
            }
            return this;
        }

        /**
         * Further endpoints: {@code XRAY} for traces, {@code MONITORING} for metrics in CloudWatch,
         * {@code SECRETS_MANAGER} and {@code SSM} for secrets of containers, {@code STS} for a workspace with a role,
         * and {@code ECS}, {@code ECS_AGENT} and {@code ECS_TELEMETRY} for EC2 instances; may be called repeatedly.
         * Default: none.
         */
        public Builder with(MonitoringEndpoint... endpoints) {
            added.addAll(Arrays.asList(endpoints));
            return this;
        }

        /**
         * Serves a Grafana with a connection to the VPC too, or in the VPC: adds the endpoints that its data sources
         * need, unless they exist already, {@code APS}, {@code MONITORING}, {@code XRAY} and {@code STS}, and allows
         * queries, silences and reading of metrics, logs and traces in the policies. Default: the endpoints serve
         * monitored tasks only.
         */
        public Builder forGrafana() {
            this.forGrafana = true;
            return this;
        }

        /**
         * Endpoints that the VPC has already, which are not created; may be called repeatedly. Their private DNS must
         * be enabled, and their policies must allow what monitored tasks need. Default: none.
         */
        public Builder existing(MonitoringEndpoint... endpoints) {
            existing.addAll(Arrays.asList(endpoints));
            return this;
        }

        /**
         * Statements that are added to the policy of an endpoint, for other programs that use it; a statement without a
         * principal applies to all. May be called repeatedly. Default: none.
         */
        public Builder allow(MonitoringEndpoint endpoint, PolicyStatement... statements) {
            Objects.requireNonNull(endpoint, "endpoint");
            for (PolicyStatement statement : statements) {
                allowed.computeIfAbsent(endpoint, key -> new ArrayList<>())
                        .add(Objects.requireNonNull(statement, "statement"));
            }
            return this;
        }

        /**
         * Other accounts whose ECR registries tasks pull images from; the account of the stack is always allowed.
         *
         * @throws IllegalArgumentException unless each has 12 digits or is a token
         */
        public Builder imagesOfAccounts(String... accounts) {
            for (String account : accounts) {
                if (!Token.isUnresolved(Objects.requireNonNull(account, "account")) && !account.matches("[0-9]{12}")) {
                    throw new IllegalArgumentException("account must be 12 digits, got \"" + account + "\"");
                }
                registries.add(account);
            }
            return this;
        }

        /**
         * The subnets of the interface endpoints, at most one of which is used in each availability zone. An endpoint
         * costs the same in each zone; tasks of other zones can use it too. Default: the isolated subnets.
         */
        public Builder subnets(SubnetSelection subnets) {
            this.subnets = Objects.requireNonNull(subnets, "subnets");
            return this;
        }

        /**
         * The subnets of the tasks, whose route tables get the gateway endpoint for S3. Default: the isolated subnets
         * if there are any, else those of the interface endpoints.
         */
        public Builder taskSubnets(SubnetSelection... subnets) {
            for (SubnetSelection selection : subnets) {
                taskSubnets.add(Objects.requireNonNull(selection, "subnets"));
            }
            return this;
        }

        /**
         * The clients of the endpoints, such as security groups of services; may be called repeatedly. Default: all
         * addresses of the VPC's primary CIDR block.
         */
        public Builder clients(IPeer... clients) {
            for (IPeer client : clients) {
                this.clients.add(Objects.requireNonNull(client, "client"));
            }
            return this;
        }

        /**
         * Creates the endpoints.
         *
         * @throws IllegalArgumentException if the VPC or the workspace is missing, a workspace is in another region,
         *     the VPC has no isolated subnets or no private DNS, or options exclude each other
         */
        public MonitoringEndpoints build() {
            Objects.requireNonNull(vpc, "vpc");
            checkChoices();
            workspaces.forEach(this::checkRegion);
            EndpointNetwork network = new EndpointNetwork(vpc, subnets, List.copyOf(taskSubnets), List.copyOf(clients));
            network.check();
            return new MonitoringEndpoints(this, network);
        }

        private void checkChoices() {
            added.stream().filter(existing::contains).findFirst().ifPresent(both -> {
                throw new IllegalArgumentException("with(...) and existing(...) exclude each other, got " + both
                        + " in both: remove it from one of them");
            });
            if (workspaces.isEmpty()) {
                created().stream().filter(NAME_WORKSPACES::contains).findFirst().ifPresent(endpoint -> {
                    throw new IllegalArgumentException(
                            "workspace must be set, since the policy of the endpoint for " + endpoint.service()
                                    + " names it: call workspace(...), or existing(MonitoringEndpoint." + endpoint
                                    + ") if the VPC has this endpoint");
                });
            }
            allowed.keySet().stream()
                    .filter(endpoint -> !created().contains(endpoint))
                    .findFirst()
                    .ifPresent(endpoint -> {
                        throw new IllegalArgumentException("allow(...) must name an endpoint that is created, got "
                                + endpoint + "; created are " + created());
                    });
        }

        private void checkRegion(IPrometheusWorkspace workspace) {
            String own = Stack.of(scope).getRegion();
            String other = workspace.getWorkspaceRegion();
            if (!Token.isUnresolved(own) && !Token.isUnresolved(other) && !own.equals(other)) {
                throw new IllegalArgumentException(
                        "workspace " + workspace.getNode().getPath()
                                + " must be in the region of the VPC, got " + other + " instead of " + own
                                + ": an endpoint for aps-workspaces reaches only its own region, and AWS PrivateLink offers no cross-region "
                                + "endpoint for this service; write to a workspace in " + own
                                + ", or give the tasks a route to the internet");
            }
        }

        private Set<MonitoringEndpoint> created() {
            EnumSet<MonitoringEndpoint> all = EnumSet.copyOf(DEFAULTS);
            all.addAll(added);
            if (forGrafana) {
                all.addAll(OF_GRAFANA);
            }
            all.removeAll(existing);
            return all;
        }

        private EndpointPolicies policies(Stack stack) {
            return new EndpointPolicies(
                    stack,
                    workspaces.stream()
                            .map(IPrometheusWorkspace::getWorkspaceArn)
                            .distinct()
                            .toList(),
                    registries);
        }
    }
}
