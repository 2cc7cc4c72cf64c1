package io.github.ecsmonitoring;

import io.github.ecsmonitoring.internal.CdkVersion;
import io.github.ecsmonitoring.internal.NagSuppression;
import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.services.autoscaling.AutoScalingGroup;
import software.amazon.awscdk.services.ec2.BlockDevice;
import software.amazon.awscdk.services.ec2.BlockDeviceVolume;
import software.amazon.awscdk.services.ec2.EbsDeviceOptions;
import software.amazon.awscdk.services.ec2.EbsDeviceVolumeType;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ec2.LaunchTemplate;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.UserData;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ecs.AsgCapacityProvider;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ContainerInsights;
import software.amazon.awscdk.services.ecs.EcsOptimizedImage;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.constructs.Construct;

/**
 * A ready-made environment for tasks: a VPC in two availability zones with one NAT gateway, unless one is given, and a
 * cluster with Container Insights, Fargate and one to three EC2 instances.
 *
 * <pre>{@code
 * EcsCluster environment = new EcsCluster(this, "Environment");
 * FargateService.Builder.create(this, "Orders").cluster(environment.getCluster()).taskDefinition(orders).build();
 * }</pre>
 *
 * <p>Instances run Amazon Linux 2023 with IMDSv2 only and encrypted disks; CloudFormation looks up their image at
 * deployment. Containers in networkMode AWS_VPC and BRIDGE cannot reach the credentials of the instance's role. Those
 * in networkMode HOST can, since they share the instance's network: run only trusted images in that mode.
 */
public final class EcsCluster extends Construct {
    private final Cluster cluster;
    private final AsgCapacityProvider ec2Capacity;

    /** Creates the VPC, the cluster and its capacity. */
    public EcsCluster(Construct scope, String id) {
        this(scope, id, Optional.empty());
    }

    /**
     * Creates the cluster and its capacity in an existing VPC.
     *
     * @param vpc has private subnets with access to the internet, where the instances run
     */
    public EcsCluster(Construct scope, String id, IVpc vpc) {
        this(scope, id, Optional.of(vpc));
    }

    private EcsCluster(Construct scope, String id, Optional<IVpc> existing) {
        super(withSupportedCdk(scope), id);
        IVpc vpc = existing.orElseGet(this::createVpc);
        cluster = Cluster.Builder.create(this, "Cluster")
                .vpc(vpc)
                .containerInsightsV2(ContainerInsights.ENABLED)
                .enableFargateCapacityProviders(true)
                .build();
        ec2Capacity = AsgCapacityProvider.Builder.create(this, "Ec2Capacity")
                .autoScalingGroup(createInstances(vpc))
                .enableManagedDraining(true)
                // Protected instances would prevent the deletion of the group, and so of the stack.
                .enableManagedTerminationProtection(false)
                .build();
        cluster.addAsgCapacityProvider(ec2Capacity);
        NagSuppression.INSTANCE_ROLE.onPolicyOf(
                ec2Capacity.getAutoScalingGroup().getRole());
    }

    private static Construct withSupportedCdk(Construct scope) {
        CdkVersion.requireSupported();
        return scope;
    }

    private Vpc createVpc() {
        Vpc vpc = Vpc.Builder.create(this, "Vpc")
                .maxAzs(2)
                .natGateways(1)
                // Restricting the default security group, which is unused here, would require a Lambda function.
                .restrictDefaultSecurityGroup(false)
                .build();
        NagSuppression.NO_FLOW_LOGS.on(vpc);
        return vpc;
    }

    private AutoScalingGroup createInstances(IVpc vpc) {
        UserData userData = UserData.forLinux();
        // The same for mode AWS_VPC.
        userData.addCommands("echo ECS_AWSVPC_BLOCK_IMDS=true >> /etc/ecs/ecs.config");
        LaunchTemplate template = LaunchTemplate.Builder.create(this, "Instances")
                .machineImage(EcsOptimizedImage.amazonLinux2023())
                .instanceType(new InstanceType("t3.medium"))
                .requireImdsv2(true)
                // Containers in network mode BRIDGE cannot reach the credentials of the instance's role.
                .httpPutResponseHopLimit(1)
                .userData(userData)
                .securityGroup(SecurityGroup.Builder.create(this, "InstanceSecurityGroup")
                        .vpc(vpc)
                        .build())
                .role(Role.Builder.create(this, "InstanceRole")
                        .assumedBy(new ServicePrincipal("ec2.amazonaws.com"))
                        .build())
                .blockDevices(List.of(BlockDevice.builder()
                        .deviceName("/dev/xvda")
                        .volume(BlockDeviceVolume.ebs(
                                30,
                                EbsDeviceOptions.builder()
                                        .encrypted(true)
                                        .volumeType(EbsDeviceVolumeType.GP3)
                                        .build()))
                        .build()))
                .build();
        AutoScalingGroup group = AutoScalingGroup.Builder.create(this, "Group")
                .vpc(vpc)
                .launchTemplate(template)
                .minCapacity(1)
                .maxCapacity(3)
                .build();
        NagSuppression.NO_SCALING_NOTIFICATIONS.on(group);
        return group;
    }

    /** The cluster, which also exposes the VPC. */
    public Cluster getCluster() {
        return cluster;
    }

    /** The capacity provider of the EC2 instances, for a service's capacity provider strategy. */
    public AsgCapacityProvider getEc2Capacity() {
        return ec2Capacity;
    }
}
