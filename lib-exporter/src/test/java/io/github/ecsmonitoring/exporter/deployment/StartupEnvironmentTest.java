package io.github.ecsmonitoring.exporter.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.host.HostPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartupEnvironmentTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            AWS_EXECUTION_ENV         | ECS_CONTAINER_METADATA_URI_V4 | task  | launch type
            ''                        | ''                            | false | ''
            AWS_ECS_FARGATE           | http://169.254.170.2/v4/x     | true  | FARGATE
            AWS_ECS_FARGATE           | ''                            | true  | FARGATE
            AWS_ECS_EC2               | http://169.254.170.2/v4/x     | true  | EC2
            AWS_ECS_MANAGED_INSTANCES | http://169.254.170.2/v4/x     | true  | MANAGED_INSTANCES
            ''                        | http://169.254.170.2/v4/x     | true  | ''
            AWS_Lambda_java25         | ''                            | false | ''
            """)
    void detectsAnEcsTaskByItsEnvironmentVariables(String execution, String metadata, boolean task, String launchType) {
        Map<String, String> environment =
                Map.of("AWS_EXECUTION_ENV", execution, "ECS_CONTAINER_METADATA_URI_V4", metadata);
        assertThat(StartupEnvironment.of(paths("/proc", "/"), environment).inTask())
                .isEqualTo(task);
        assertThat(StartupEnvironment.of(paths("/proc", "/"), environment).launchType())
                .isEqualTo(launchType);
    }

    @ParameterizedTest
    @CsvSource({
        "/proc,      /,     ''",
        "/proc/,     /,     ''",
        "/host/proc, /,     --path.procfs=/host/proc",
        "/host/proc, /host, --path.procfs=/host/proc",
        "/proc,      /host, ''"
    })
    void namesTheFlagThatReplacesProc(String procfs, String rootfs, String procfsFlag) {
        assertThat(StartupEnvironment.of(paths(procfs, rootfs), Map.of()).procfsFlag())
                .isEqualTo(procfsFlag);
    }

    @ParameterizedTest
    @CsvSource({"pid:[4026531836], HOST", "pid:[4026532179], CONTAINER"})
    void recognizesTheHostByTheInodeOfItsPidNamespace(String link, PidNamespace expected) throws IOException {
        Files.createSymbolicLink(
                Files.createDirectories(folder.resolve("self/ns")).resolve("pid"), Path.of(link));
        assertThat(StartupEnvironment.of(paths(folder.toString(), "/"), Map.of())
                        .pidNamespace())
                .isEqualTo(expected);
    }

    @Test
    void leavesThePidNamespaceUnknownWithoutProcfs() {
        assertThat(StartupEnvironment.of(paths(folder.toString(), "/"), Map.of())
                        .pidNamespace())
                .isEqualTo(PidNamespace.UNKNOWN);
    }

    private static HostPaths paths(String procfs, String rootfs) {
        return new HostPaths(procfs, "/sys", rootfs, "/run/udev/data");
    }
}
