package io.github.ecsmonitoring.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ecsmonitoring.exporter.ExporterProcess.Launch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs the jar as user nobody. */
@Timeout(180)
class HardeningTest {
    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

    @TempDir
    Path folder;

    @Test
    void exposesTheSameFamiliesToNobodyAsToRoot() throws Exception {
        assumeTrue(
                System.getProperty("user.name").equals("root") && Files.isExecutable(SETPRIV),
                "skipped: needs root and setpriv(1)");
        Launch nobody = new Launch(
                List.of(
                        SETPRIV.toString(),
                        "--reuid=65534",
                        "--regid=65534",
                        "--clear-groups",
                        "--inh-caps=-all",
                        "--bounding-set=-all",
                        "--no-new-privs"),
                List.of(),
                Map.of());
        // only root may read the energy counters of rapl, which leak secrets (CVE-2020-8694)
        try (ExporterProcess root = ExporterProcess.serve(folder, "--no-collector.rapl");
                ExporterProcess other = ExporterProcess.serve(folder, nobody, "--no-collector.rapl")) {
            assertThat(families(other)).isEqualTo(families(root)).hasSizeGreaterThan(100);
            assertThat(succeeded(other)).isEqualTo(succeeded(root));
        }
    }

    private static Set<String> families(ExporterProcess exporter) throws Exception {
        return exporter.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.split(" ")[2])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> succeeded(ExporterProcess exporter) throws Exception {
        return exporter.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("node_scrape_collector_success{"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
