package io.github.ecsmonitoring.task.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.adot.ScrapeJob;
import io.github.ecsmonitoring.images.ImageSource;
import io.github.ecsmonitoring.task.NodeExporterImage;
import io.github.ecsmonitoring.task.NodeExporterSidecar;
import io.github.ecsmonitoring.task.TaskFixture;
import io.github.ecsmonitoring.task.TaskMonitoring;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.ecs.Compatibility;
import software.amazon.awscdk.services.ecs.LogDrivers;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.amazon.awscdk.services.iam.FromRoleArnOptions;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.ssm.SecureStringParameterAttributes;
import software.amazon.awscdk.services.ssm.StringParameter;

class RoleCheckTest {
    private static final String SECRETS = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:";
    private static final String ROLE_ARN = "arn:aws:iam::123456789012:role/start";

    private final TaskFixture fixture = new TaskFixture();

    private IRole imported(boolean mutable) {
        return Role.fromRoleArn(
                fixture.stack,
                "Start",
                ROLE_ARN,
                FromRoleArnOptions.builder().mutable(mutable).build());
    }

    private TaskDefinition task(IRole executionRole) {
        TaskDefinition task = TaskDefinition.Builder.create(fixture.stack, "Fixed")
                .compatibility(Compatibility.FARGATE)
                .cpu("256")
                .memoryMiB("512")
                .executionRole(executionRole)
                .build();
        TaskFixture.addApp(task, "app");
        TaskFixture.addApp(fixture.task, "app");
        return task;
    }

    @Test
    void rejectsAnImmutableRoleWithThePolicyAndAddsNothing() {
        TaskDefinition task = task(imported(false));
        Map<String, Object> before = Synth.template(fixture.stack);
        TaskMonitoring.Builder builder = fixture.monitoring().taskDefinition(task);
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("""
            role Demo/Start cannot be extended (it is imported or immutable) and lacks logs:CreateLogStream, logs:PutLogEvents on \
            log group Demo/Monitoring/Logs, and ecr:BatchCheckLayerAvailability, ecr:BatchGetImage, ecr:GetDownloadUrlForLayer on \
            the CDK's image asset repository, and ecr:GetAuthorizationToken on the registry: attach this policy to it and set grantPermissions(false):
            {
              "Version": "2012-10-17",
              "Statement": [{
                "Effect": "Allow",
                "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
                "Resource": "<ARN of the log group Demo/Monitoring/Logs>"
              }, {
                "Effect": "Allow",
                "Action": ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
                "Resource": "arn:aws:ecr:*:*:repository/cdk-*-container-assets-*"
              }, {
                "Effect": "Allow",
                "Action": ["ecr:GetAuthorizationToken"],
                "Resource": "*"
              }]
            }""");
        assertThat(Synth.template(fixture.stack)).isEqualTo(before);
    }

    @Test
    void policyHasTheRepositoryOfTheImage() {
        TaskDefinition task = task(imported(false));
        assertThatThrownBy(() -> monitoring(
                                task,
                                NodeExporterImage.fromEcrRepository(
                                        Repository.fromRepositoryArn(
                                                fixture.stack,
                                                "Repository",
                                                "arn:aws:ecr:eu-west-1:123456789012:repository/exporter"),
                                        "1"))
                        .build())
                .hasMessageContaining("\"Resource\": \"arn:aws:ecr:eu-west-1:123456789012:repository/exporter\"");
        assertThatThrownBy(() -> monitoring(
                                task, NodeExporterImage.fromRegistry("quay.io/prometheus/node-exporter:v1.12.1"))
                        .build())
                .hasMessageContaining("logs:PutLogEvents")
                .message()
                .doesNotContain("ecr:");
    }

    @Test
    void policyHasThePrivateRegistryOfBothImages() {
        TaskDefinition task = task(imported(false));
        assertThatThrownBy(fixture.monitoring()
                        .taskDefinition(task)
                        .images(ImageSource.ecr("monitoring", "999999999999", "us-gov-west-1"))::build)
                .hasMessageContaining(
                        "\"Resource\": \"arn:aws-us-gov:ecr:us-gov-west-1:999999999999:repository/monitoring/node-exporter\"")
                .hasMessageContaining(
                        "\"Resource\": \"arn:aws-us-gov:ecr:us-gov-west-1:999999999999:repository/monitoring/aws-otel-collector\"");
        assertThat(task.getNode().getChildren())
                .extracting(child -> child.getNode().getId())
                .doesNotContain("EcsMonitoringImages");
    }

    @Test
    void policyHasTheRegistrySecretAndNoLogGroupForAnotherDriver() {
        TaskDefinition task = task(imported(false));
        ISecret credentials = Secret.fromSecretCompleteArn(
                fixture.stack, "Credentials", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:registry-AbCdEf");
        TaskMonitoring.Builder builder = fixture.monitoring()
                .taskDefinition(task)
                .images(ImageSource.registry("registry.example.com", credentials))
                .logging(LogDrivers.syslog());
        assertThatThrownBy(builder::build).hasMessage("""
            role Demo/Start cannot be extended (it is imported or immutable) and lacks secretsmanager:DescribeSecret, \
            secretsmanager:GetSecretValue on secret Demo/Credentials: attach this policy to it and set grantPermissions(false):
            {
              "Version": "2012-10-17",
              "Statement": [{
                "Effect": "Allow",
                "Action": ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
                "Resource": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:registry-AbCdEf"
              }]
            }""");
    }

    @Test
    void policyHasTheSecretsOfScrapeJobs() {
        TaskDefinition task = task(imported(false));
        TaskMonitoring.Builder builder = fixture.monitoring()
                .taskDefinition(task)
                .images(ImageSource.registry("registry.example.com"))
                .logging(LogDrivers.syslog())
                .scrape(ScrapeJob.of("orders", 8080)
                        .bearerToken(ecsSecret(
                                Secret.fromSecretCompleteArn(fixture.stack, "Token", SECRETS + "token-AbCdEf"),
                                "field")))
                .scrape(ScrapeJob.of("stock", 8081)
                        .basicAuth(
                                "scraper",
                                ecsSecret(
                                        Secret.fromSecretPartialArn(fixture.stack, "Password", SECRETS + "password"))))
                .scrape(ScrapeJob.of("tax", 8082)
                        .bearerToken(software.amazon.awscdk.services.ecs.Secret.fromSsmParameter(
                                StringParameter.fromSecureStringParameterAttributes(
                                        fixture.stack,
                                        "Tax",
                                        SecureStringParameterAttributes.builder()
                                                .parameterName("/tax/token")
                                                .build()))));
        assertThatThrownBy(builder::build).hasMessage("""
            role Demo/Start cannot be extended (it is imported or immutable) and lacks secretsmanager:GetSecretValue on secret of \
            variable SCRAPE_SECRET_orders, and secretsmanager:GetSecretValue on secret of variable SCRAPE_SECRET_stock, and ssm:GetParameters on \
            secret of variable SCRAPE_SECRET_tax: attach this policy to it and set grantPermissions(false):
            {
              "Version": "2012-10-17",
              "Statement": [{
                "Effect": "Allow",
                "Action": ["secretsmanager:GetSecretValue"],
                "Resource": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:token-AbCdEf"
              }, {
                "Effect": "Allow",
                "Action": ["secretsmanager:GetSecretValue"],
                "Resource": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:password-??????"
              }, {
                "Effect": "Allow",
                "Action": ["ssm:GetParameters"],
                "Resource": "<ARN of the secret of variable SCRAPE_SECRET_tax>"
              }]
            }""");
    }

    private static software.amazon.awscdk.services.ecs.Secret ecsSecret(ISecret secret, String... field) {
        return field.length == 0
                ? software.amazon.awscdk.services.ecs.Secret.fromSecretsManager(secret)
                : software.amazon.awscdk.services.ecs.Secret.fromSecretsManager(secret, field[0]);
    }

    @Test
    void acceptsAnImmutableRoleThatNeedsNoPermission() {
        TaskDefinition task = task(imported(false));
        fixture.monitoring()
                .taskDefinition(task)
                .images(ImageSource.registry("registry.example.com"))
                .logging(LogDrivers.syslog())
                .build();
        assertThat(task.findContainer("adot")).isNotNull();
    }

    private TaskMonitoring.Builder monitoring(TaskDefinition task, NodeExporterImage image) {
        return fixture.monitoring()
                .taskDefinition(task)
                .exporter(NodeExporterSidecar.Builder.create().image(image).build());
    }

    @Test
    void acceptsAnImmutableRoleWithGrantPermissionsFalse() {
        TaskDefinition task = task(imported(false));
        fixture.monitoring().taskDefinition(task).grantPermissions(false).build();
        assertThat(task.findContainer("adot")).isNotNull();
    }

    @Test
    void extendsAMutableImportedRole() {
        fixture.monitoring()
                .taskDefinition(task(imported(true)))
                .logGroup(LogGroup.fromLogGroupArn(
                        fixture.stack, "Given", "arn:aws:logs:eu-west-1:123456789012:log-group:given"))
                .build();
        Map<String, Map<String, Object>> policies =
                Template.fromStack(fixture.stack).findResources("AWS::IAM::Policy");
        assertThat(policies.values()).anySatisfy(policy -> {
            assertThat(Synth.map(policy.get("Properties")).get("Roles")).hasToString("[start]");
            assertThat(policy.toString()).contains("logs:PutLogEvents", "ecr:BatchGetImage");
        });
    }
}
