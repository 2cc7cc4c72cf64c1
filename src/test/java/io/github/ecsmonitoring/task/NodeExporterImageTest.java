package io.github.ecsmonitoring.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ecsmonitoring.Synth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.cxapi.CloudAssembly;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.ecr.assets.Platform;
import software.amazon.awscdk.services.ecs.CpuArchitecture;
import software.amazon.awscdk.services.ecs.Ec2TaskDefinition;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.NetworkMode;
import software.amazon.awscdk.services.ecs.RuntimePlatform;
import software.amazon.awscdk.services.ecs.TaskDefinition;

class NodeExporterImageTest {
    private final TaskFixture fixture = new TaskFixture();

    private CloudAssembly synth(TaskDefinition task, NodeExporterImage image) {
        TaskFixture.addApp(task, "app");
        fixture.monitoring()
                .taskDefinition(task)
                .exporter(NodeExporterSidecar.Builder.create().image(image).build())
                .build();
        return ((App) fixture.stack.getNode().getRoot()).synth();
    }

    private static JsonNode assets(CloudAssembly assembly) throws Exception {
        return Synth.JSON.readTree(
                Path.of(assembly.getDirectory(), "Demo.assets.json").toFile());
    }

    private static JsonNode dockerImage(CloudAssembly assembly) throws Exception {
        return assets(assembly).get("dockerImages").elements().next().get("source");
    }

    @ParameterizedTest
    @CsvSource({"X86_64, linux/amd64", "ARM64, linux/arm64"})
    void isBuiltForTheTasksProcessor(String architecture, String platform) throws Exception {
        TaskDefinition task = FargateTaskDefinition.Builder.create(fixture.stack, "Task")
                .cpu(256)
                .memoryLimitMiB(512)
                .runtimePlatform(RuntimePlatform.builder()
                        .cpuArchitecture(CpuArchitecture.of(architecture))
                        .build())
                .build();
        assertThat(dockerImage(synth(task, NodeExporterImage.bundled()))
                        .get("platform")
                        .asText())
                .isEqualTo(platform);
    }

    @Test
    void isBuiltForTheImagePlatformOption() throws Exception {
        TaskDefinition task = Ec2TaskDefinition.Builder.create(fixture.stack, "Graviton")
                .networkMode(NetworkMode.AWS_VPC)
                .build();
        TaskFixture.addApp(fixture.task, "app");
        task.addContainer(
                "app", TaskFixture.appOptions().memoryReservationMiB(64).build());
        fixture.monitoring()
                .taskDefinition(task)
                .exporter(NodeExporterSidecar.Builder.create()
                        .imagePlatform(Platform.LINUX_ARM64)
                        .build())
                .build();
        CloudAssembly assembly = ((App) fixture.stack.getNode().getRoot()).synth();
        assertThat(dockerImage(assembly).get("platform").asText()).isEqualTo("linux/arm64");
    }

    @Test
    void buildContextHasTheBundledDockerfileAndJars() throws Exception {
        CloudAssembly assembly = synth(fixture.task, NodeExporterImage.bundled());
        Path context = Path.of(
                assembly.getDirectory(), dockerImage(assembly).get("directory").asText());
        assertThat(context.toFile().list())
                .containsExactlyInAnyOrder("Dockerfile", "node-exporter.jar", "node-exporter-image.jar");
        assertThat(Files.readString(context.resolve("Dockerfile")))
                .isEqualTo(Files.readString(Path.of("../lib-exporter/Dockerfile")));
    }

    @Test
    void isExtractedOncePerProcess() {
        assertThat(BundledExporter.directory()).isEqualTo(BundledExporter.directory());
    }

    @Test
    void isBuiltFromADirectory(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("Dockerfile"), "FROM scratch\n");
        CloudAssembly assembly = synth(fixture.task, NodeExporterImage.fromDirectory(directory.toString()));
        Path context = Path.of(
                assembly.getDirectory(), dockerImage(assembly).get("directory").asText());
        assertThat(Files.readString(context.resolve("Dockerfile"))).isEqualTo("FROM scratch\n");
    }

    @Test
    void imageInEcrNeedsNoDockerAtDeployment() throws Exception {
        CloudAssembly assembly = synth(
                fixture.task,
                NodeExporterImage.fromEcrRepository(
                        Repository.fromRepositoryName(fixture.stack, "Repository", "exporter"), "0.1.0"));
        assertThat(assets(assembly).get("dockerImages")).isEmpty();
        assertThat(Synth.container(fixture.stack, "node-exporter").get("Image").toString())
                .endsWith("/exporter:0.1.0]]}");
    }

    @Test
    void tagAndDigestTogether() {
        String digest = "sha256:" + "0".repeat(64);
        Stack stack = fixture.stack;
        synth(
                fixture.task,
                NodeExporterImage.fromEcrRepository(
                        Repository.fromRepositoryName(stack, "Repository", "exporter"), "0.1.0@" + digest));
        assertThat(Synth.container(stack, "node-exporter").get("Image").toString())
                .endsWith("/exporter:0.1.0@" + digest + "]]}");
    }

    @Test
    void rejectsADirectoryWithoutADockerfile(@TempDir Path directory) {
        assertThatThrownBy(() -> NodeExporterImage.fromDirectory(directory.toString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("directory must contain a Dockerfile, got \"" + directory + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "latest"})
    void rejectsAnEcrTagThatIsNotFixed(String tag) {
        Stack stack = fixture.stack;
        assertThatThrownBy(() -> NodeExporterImage.fromEcrRepository(
                        Repository.fromRepositoryName(stack, "Repository", "exporter"), tag))
                .hasMessage("tagOrDigest must be a tag other than \"latest\", a digest, or both as TAG@sha256:…, got \""
                        + tag + "\"");
    }

    @Test
    void rejectsARegistryImageWithoutAFixedVersion() {
        assertThat(List.of("exporter", "exporter:latest"))
                .allSatisfy(reference -> assertThatThrownBy(() -> NodeExporterImage.fromRegistry(reference))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageEndingWith("got \"" + reference + "\""));
    }
}
