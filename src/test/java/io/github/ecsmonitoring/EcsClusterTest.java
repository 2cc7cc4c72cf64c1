package io.github.ecsmonitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;

class EcsClusterTest {
    private final Stack stack = Synth.stack();

    @BeforeEach
    void createCluster() {
        new EcsCluster(stack, "Environment");
    }

    @Test
    void hasTwoZonesAndOneNatGateway() {
        Template template = Template.fromStack(stack);
        template.resourceCountIs("AWS::EC2::Subnet", 4);
        template.resourceCountIs("AWS::EC2::NatGateway", 1);
    }

    @Test
    void hasContainerInsightsAndThreeCapacityProviders() {
        assertThat(Synth.properties(stack, "AWS::ECS::Cluster").get("ClusterSettings"))
                .hasToString("[{Name=containerInsights, Value=enabled}]");
        assertThat(Synth.properties(stack, "AWS::ECS::ClusterCapacityProviderAssociations")
                        .get("CapacityProviders"))
                .hasToString("[FARGATE, FARGATE_SPOT, {Ref=EnvironmentEc2CapacityB28CEB15}]");
    }

    @Test
    void instancesHaveImdsv2AndEncryptedDisks() {
        Map<String, Object> data =
                Synth.map(Synth.properties(stack, "AWS::EC2::LaunchTemplate").get("LaunchTemplateData"));
        assertThat(data.get("MetadataOptions")).hasToString("{HttpPutResponseHopLimit=1, HttpTokens=required}");
        assertThat(data.get("BlockDeviceMappings"))
                .hasToString("[{DeviceName=/dev/xvda, Ebs={Encrypted=true, VolumeSize=30, VolumeType=gp3}}]");
        assertThat(data.get("UserData").toString()).contains("ECS_AWSVPC_BLOCK_IMDS=true", "ECS_CLUSTER=");
        assertThat(Synth.properties(stack, "AWS::IAM::Role")).doesNotContainKey("ManagedPolicyArns");
    }

    @Test
    void needsNoLambdaFunction() {
        Template template = Template.fromStack(stack);
        template.resourceCountIs("AWS::Lambda::Function", 0);
        assertThat(Synth.template(stack).toString()).doesNotContain("Custom::");
    }

    @Test
    void doesNotProtectInstancesFromTermination() {
        assertThat(Synth.properties(stack, "AWS::AutoScaling::AutoScalingGroup"))
                .doesNotContainEntry("NewInstancesProtectedFromScaleIn", true);
        assertThat(Synth.map(
                        Synth.properties(stack, "AWS::ECS::CapacityProvider").get("AutoScalingGroupProvider")))
                .containsEntry("ManagedTerminationProtection", "DISABLED")
                .containsEntry("ManagedDraining", "ENABLED");
    }
}
