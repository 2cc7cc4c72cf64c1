package io.github.ecsmonitoring.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CdkVersionTest {
    @TempDir
    Path classes;

    @ParameterizedTest
    @ValueSource(strings = {"2.200.1", "2.199.99", "2.99.300", "1.300.0", "2.200.1-rc.0"})
    void anOlderVersionIsAnError(String version) {
        assertThatThrownBy(() -> CdkVersion.requireSupported(version))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("aws-cdk-lib must be 2.200.2 or newer, got " + version
                        + ": set its version in the dependencies of the app");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.200.2", "2.201.0", "2.1000.0", "3.0.0", "2.300.0-rc.0", "local"})
    void otherVersionsAreAccepted(String version) {
        assertThatCode(() -> CdkVersion.requireSupported(version)).doesNotThrowAnyException();
    }

    @Test
    void theMinimumIsThatOfTheBuild() throws Exception {
        assertThat(Files.readString(Path.of("../pom.xml")))
                .contains("<aws-cdk-lib.minimum>" + CdkVersion.MINIMUM + "</aws-cdk-lib.minimum>");
    }

    /** Each class with which a user begins. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "new io.github.ecsmonitoring.EcsCluster(stack, \"Environment\")",
                "io.github.ecsmonitoring.EcsMonitoring.Builder.create(stack, \"Monitoring\")",
                "io.github.ecsmonitoring.task.TaskMonitoring.Builder.create(stack, \"Monitoring\")",
                "io.github.ecsmonitoring.task.HostMonitoring.Builder.create(stack, \"Monitoring\")",
                "io.github.ecsmonitoring.prometheus.PrometheusWorkspace.Builder.create(stack, \"Prometheus\")",
                "io.github.ecsmonitoring.grafana.GrafanaWorkspace.Builder.create(stack, \"Grafana\")",
            })
    void anAppWithAnOlderVersionFailsWithOneLine(String statement) throws Exception {
        compile("software/amazon/awscdk/$Module.java", """
                package software.amazon.awscdk;

                /** Shadows that of aws-cdk-lib, and has another version. */
                public final class $Module extends software.amazon.jsii.JsiiModule {
                    public $Module() {
                        super("aws-cdk-lib", "2.150.0", $Module.class, "none.tgz");
                    }

                    @Override
                    protected Class<?> resolveClass(String name) throws ClassNotFoundException {
                        throw new ClassNotFoundException(name);
                    }
                }
                """);
        compile("Main.java", """
                public class Main {
                    public static void main(String[] arguments) {
                        software.constructs.Construct stack = null;
                        try {
                            %s;
                        } catch (Throwable e) {
                            System.out.print(e);
                        }
                    }
                }
                """.formatted(statement));
        Process app = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classes + File.pathSeparator + System.getProperty("java.class.path"),
                        "Main")
                .start();
        assertThat(app.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(new String(app.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("java.lang.IllegalStateException: aws-cdk-lib must be 2.200.2 or newer, got 2.150.0: "
                        + "set its version in the dependencies of the app");
    }

    private void compile(String name, String source) throws Exception {
        Path file = classes.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, source);
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                List.of(
                                                "-proc:none",
                                                "-d",
                                                classes.toString(),
                                                "-cp",
                                                System.getProperty("java.class.path"),
                                                file.toString())
                                        .toArray(String[]::new)))
                .isZero();
    }
}
