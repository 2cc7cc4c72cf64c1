package io.github.ecsmonitoring.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.adot.ScrapeJob;
import io.github.ecsmonitoring.adot.XRayTraces;
import io.github.ecsmonitoring.images.ImageSource;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.constructs.Construct;

/**
 * With {@code grantPermissions(false)} there is no policy, not even those that the CDK creates for images, logs and
 * secrets.
 */
class GrantPermissionsTest {
    private final TaskFixture fixture = new TaskFixture();

    /** The template of a task with these options. */
    private static Template template(boolean grant, UnaryOperator<TaskMonitoring.Builder> options) {
        TaskFixture fixture = new TaskFixture();
        TaskFixture.addApp(fixture.task, "app");
        options.apply(fixture.monitoring()).grantPermissions(grant).build();
        return Template.fromStack(fixture.stack);
    }

    private static void assertOnlyPoliciesDiffer(UnaryOperator<TaskMonitoring.Builder> options) {
        Template granted = template(true, options);
        Template ungranted = template(false, options);
        assertThat(granted.findResources("AWS::IAM::Policy")).isNotEmpty();
        assertThat(ungranted.findResources("AWS::IAM::Policy")).isEmpty();
        assertThat(ungranted.findResources("AWS::ECS::TaskDefinition"))
                .isEqualTo(granted.findResources("AWS::ECS::TaskDefinition"));
    }

    @Test
    void appliesToLogsAndTheBundledExporter() {
        assertOnlyPoliciesDiffer(monitoring -> monitoring.feature(XRayTraces.create()));
    }

    @Test
    void appliesToCopiesInEcr() {
        assertOnlyPoliciesDiffer(monitoring -> monitoring.images(ImageSource.ecr("monitoring")));
        assertOnlyPoliciesDiffer(
                monitoring -> monitoring.images(ImageSource.ecr("monitoring", "999999999999", "us-east-1")));
    }

    private static ISecret secret(Construct scope, String name) {
        return Secret.fromSecretCompleteArn(
                scope, name, "arn:aws:secretsmanager:eu-west-1:123456789012:secret:" + name + "-AbCdEf");
    }

    @Test
    void appliesToCredentialsOfRegistriesAndScrapeJobs() {
        Construct scope = Synth.stack();
        ISecret credentials = secret(scope, "registry");
        var token = software.amazon.awscdk.services.ecs.Secret.fromSecretsManager(secret(scope, "token"), "field");
        assertOnlyPoliciesDiffer(monitoring -> monitoring
                .images(ImageSource.registry("registry.example.com", credentials))
                .scrape(ScrapeJob.of("orders", 8080).bearerToken(token)));
    }

    @Test
    void appliesToTheUsersOwnImages() {
        Construct scope = Synth.stack();
        ContainerImage image = ContainerImage.fromEcrRepository(
                Repository.fromRepositoryArn(scope, "Adot", "arn:aws:ecr:eu-west-1:123456789012:repository/adot"),
                "v0.49.0");
        assertOnlyPoliciesDiffer(monitoring ->
                monitoring.collector(AdotSidecar.Builder.create().image(image).build()));
    }

    @Test
    void grantsNothingIfAnImageIsInvalid() {
        ContainerImage missing = ContainerImage.fromAsset("missing-directory");
        TaskMonitoring.Builder monitoring = fixture.monitoring()
                .feature(XRayTraces.create())
                .collector(AdotSidecar.Builder.create().image(missing).build());
        assertThatThrownBy(monitoring::build).hasMessageContaining("missing-directory");
        assertThat(fixture.task.getTaskRole().getNode().tryFindChild("DefaultPolicy"))
                .isNull();
    }

    @Test
    void addsNothingIfAConstructIdIsTaken() {
        new Construct(fixture.task, "adot-linux");
        assertThatThrownBy(fixture.monitoring()::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Demo/Orders already has a construct with the id adot-linux, which monitoring needs: "
                        + "choose another id for one of them");
        assertThat(fixture.task.findContainer("node-exporter")).isNull();
        assertThat(fixture.stack.getNode().tryFindChild("Monitoring")).isNull();
    }
}
