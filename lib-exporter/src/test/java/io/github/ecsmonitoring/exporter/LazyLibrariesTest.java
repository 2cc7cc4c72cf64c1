package io.github.ecsmonitoring.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The libraries in the jar are relocated, licensed, and loaded only for the flags that need them. */
@Timeout(120)
class LazyLibrariesTest {
    private static final String BASE = "io.github.ecsmonitoring.exporter.";

    @TempDir
    Path folder;

    @Test
    void loadsNoLibraryByDefault() throws Exception {
        assertThat(loaded())
                .contains(BASE + "NodeExporter", BASE + "collector.filter.NameFilter")
                .noneMatch(name -> name.startsWith(BASE + "shaded.") || name.startsWith(BASE + "websecurity."));
    }

    @Test
    void loadsOnlyRe2ForARegularExpression() throws Exception {
        assertThat(loaded("--collector.diskstats.device-exclude=^loop"))
                .contains(BASE + "shaded.re2j.RE2")
                .noneMatch(name -> name.startsWith(BASE + "shaded.snakeyaml")
                        || name.startsWith(BASE + "shaded.favre")
                        || name.startsWith(BASE + "websecurity."));
    }

    @Test
    void loadsYamlAndBcryptForAWebConfiguration() throws Exception {
        Path file = Files.writeString(folder.resolve("web.yml"), "basic_auth_users: {}\n");
        assertThat(loaded("--web.config.file=" + file))
                .contains(BASE + "websecurity.WebConfig", BASE + "shaded.snakeyaml.v2.api.lowlevel.Compose")
                .noneMatch(name -> name.startsWith(BASE + "shaded.re2j") || name.startsWith(BASE + "shaded.favre"));
    }

    @Test
    void authenticatesWithTheRelocatedBcrypt() throws Exception {
        Path file = Files.writeString(
                folder.resolve("web.yml"),
                "basic_auth_users: {alice: $2a$04$KcnRq6qMACwkKuOrCt1ee.Wf/dSmc9uxxaDLBz4sorvWFNFday/wm}\n");
        try (ExporterProcess exporter = ExporterProcess.serve(folder, "--web.config.file=" + file)) {
            assertThat(exporter.get("/metrics").statusCode()).isEqualTo(401);
            assertThat(exporter.get("/-/healthy", "Authorization", "Basic YWxpY2U6c2VjcmV0")
                            .body())
                    .isEqualTo("ok\n");
        }
    }

    @Test
    void reportsAMissingWebConfiguration() throws Exception {
        Path file = folder.resolve("web.yml");
        try (ExporterProcess exporter =
                ExporterProcess.start(folder, List.of("--web.config.file=" + file, "--log.level=error"))) {
            assertThat(exporter.exitCode()).isEqualTo(1);
            assertThat(exporter.stderr()).isEqualTo("time=NOW level=ERROR msg=\"" + file + ": no such file\"\n");
        }
    }

    @Test
    void relocatesLibrariesAndIncludesTheirLicences() throws Exception {
        try (JarFile jar = new JarFile("target/node-exporter.jar")) {
            assertThat(jar.stream().map(entry -> entry.getName()).filter(name -> !name.endsWith("/")))
                    .contains(
                            "META-INF/LICENSE",
                            "META-INF/licenses/README.txt",
                            "META-INF/licenses/re2j.txt",
                            "META-INF/licenses/jbcrypt.txt")
                    .allMatch(name ->
                            name.startsWith("io/github/ecsmonitoring/exporter/") || name.startsWith("META-INF/"))
                    .noneMatch(name -> name.startsWith("META-INF/maven/") || name.endsWith("module-info.class"));
            assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
                    .isEqualTo(BASE + "NodeExporter");
            assertThat(jar.getManifest().getMainAttributes().getValue("Enable-Native-Access"))
                    .isEqualTo("ALL-UNNAMED");
            assertThat(jar.getManifest().getMainAttributes().getValue("Implementation-Version"))
                    .isNotEmpty();
        }
    }

    /** Names of the classes loaded by a start and a scrape. */
    private List<String> loaded(String... arguments) throws Exception {
        Path log = folder.resolve("classes.txt");
        try (ExporterProcess exporter =
                ExporterProcess.serve(folder, List.of("-Xlog:class+load:file=" + log + "::filecount=0"), arguments)) {
            assertThat(exporter.get("/metrics").statusCode()).isEqualTo(200);
            exporter.signal("TERM");
            assertThat(exporter.exitCode()).isZero();
        }
        return Files.readAllLines(log).stream()
                .map(line -> line.replaceFirst(".*\\] ", "").replaceFirst(" source:.*", ""))
                .toList();
    }
}
