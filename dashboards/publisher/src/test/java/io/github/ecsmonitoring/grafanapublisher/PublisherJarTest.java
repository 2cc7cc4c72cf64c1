package io.github.ecsmonitoring.grafanapublisher;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.github.ecsmonitoring.grafanapublisher.standin.AmgStandIn;
import io.github.ecsmonitoring.grafanapublisher.standin.CloudFormationStandIn;
import io.github.ecsmonitoring.grafanapublisher.standin.LambdaRuntime;
import io.github.ecsmonitoring.grafanapublisher.standin.S3StandIn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** The jar that Lambda starts. */
class PublisherJarTest {
    private static final Path JAR = Path.of("target", "grafana-publisher.jar");
    private static final String HANDLER = "io.github.ecsmonitoring.grafanapublisher.PublisherFunction::handleRequest";
    private static final String JANE = "906700f3a1-1b2c3d4e-0000-4000-8000-1234567890aa";

    private static List<String> entries() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            return jar.stream().map(ZipEntry::getName).toList();
        }
    }

    private static String text(String entry) throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            return new String(jar.getInputStream(jar.getEntry(entry)).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void hasAtMost12Megabytes() throws IOException {
        assertThat(Files.size(JAR)).isLessThan(12_000_000);
    }

    @Test
    void keepsLicencesAndNoticesButNoSignaturesAndModules() throws IOException {
        assertThat(entries())
                .contains("META-INF/LICENSE", "META-INF/NOTICE", "META-INF/licenses/slf4j.txt")
                .noneMatch(name -> name.matches("META-INF/[^/]*\\.(SF|RSA|DSA|EC)"))
                .noneMatch(name -> name.endsWith("module-info.class"))
                .doesNotHaveDuplicates();
        assertThat(text("META-INF/LICENSE")).contains("Apache License");
        assertThat(text("META-INF/NOTICE")).contains("AWS SDK for Java");
    }

    @Test
    void aJarWithClassesForLaterVersionsOfJavaSaysSo() throws IOException {
        boolean versions = entries().stream().anyMatch(name -> name.startsWith("META-INF/versions/"));
        assertThat(text("META-INF/MANIFEST.MF").contains("Multi-Release: true")).isEqualTo(versions);
    }

    @Test
    void lambdaStartsItAndItAnswersWholeEvents() throws Exception {
        try (FunctionRun run = new FunctionRun(null);
                CloudFormationStandIn grafanaThatKnowsNothing = new CloudFormationStandIn();
                LambdaRuntime lambda = new LambdaRuntime(JAR, HANDLER, run.environment())) {
            run.amg.grafana = grafanaThatKnowsNothing.url() + "/none";
            run.amg.people.add("SSO_USER " + JANE);

            JsonObject roles = run.event("Create", "Custom::GrafanaRoleAssignment");
            roles.getAsJsonObject("ResourceProperties").add("Admins", new Gson().toJsonTree(List.of(JANE)));
            assertThat(lambda.invoke(roles.toString())).startsWith("response");
            assertThat(run.cloudFormation
                            .answer()
                            .getAsJsonObject("Data")
                            .get("Summary")
                            .getAsString())
                    .isEqualTo("1 created");
            assertThat(run.amg.permissions).containsExactly("ADMIN SSO_USER " + JANE);

            assertThat(lambda.invoke(run.event("Create").toString())).startsWith("response");
            assertThat(run.cloudFormation.answer().get("Status").getAsString()).isEqualTo("SUCCESS");
            assertThat(run.amg.requests).anyMatch(request -> request.startsWith("POST") && request.endsWith("/tokens"));
            assertThat(run.amg.tokens).isEmpty();
            assertThat(run.s3.requests).hasSize(1);

            assertThat(lambda.invoke("{}")).startsWith("response");
            run.amg.statuses.add("DELETING");
            assertThat(lambda.invoke(run.event("Delete").toString())).startsWith("response");
            assertThat(run.cloudFormation
                            .answer()
                            .getAsJsonObject("Data")
                            .get("Summary")
                            .getAsString())
                    .isEqualTo("workspace g-0123456789 does not exist any more");
        }
        assertThat(Files.readString(LambdaRuntime.LOG))
                .contains("ERROR no answer was sent")
                .doesNotContain(
                        AmgStandIn.KEY, S3StandIn.SECRET, CloudFormationStandIn.SIGNATURE, "IQoJb3JpZ2lu", "SLF4J");
    }
}
