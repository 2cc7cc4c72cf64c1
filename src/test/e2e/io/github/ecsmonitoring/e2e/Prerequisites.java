package io.github.ecsmonitoring.e2e;

import static io.github.ecsmonitoring.e2e.CommandResult.outputOf;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ecsmonitoring.CollectorProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The programs that the tests require; if one is missing, the tests are skipped with a message that names it. */
final class Prerequisites {
    static final Path EMULATOR = Path.of("../lib-exporter/target/node-exporter-tests.jar")
            .toAbsolutePath()
            .normalize();
    static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String BUILD = "test/collector/build.sh";
    private static final String ADOT = System.getProperty("adot", "");

    private Prerequisites() {}

    static void require() {
        List<String> missing = new ArrayList<>();
        if (outputOf("prometheus", "--version") == null) {
            missing.add("prometheus (Debian: apt-get install prometheus)");
        }
        if (outputOf("unshare", "--net", "--mount", "mount", "-t", "sysfs", "sysfs", "/sys") == null
                || outputOf("ip", "-V") == null
                || outputOf("setpriv", "--version") == null) {
            missing.add("network and mount namespaces (Linux, as root; Debian: apt-get install iproute2 util-linux)");
        }
        if (outputOf("getconf", "GNU_LIBC_VERSION") == null) {
            missing.add("glibc, which the exporter's image contains");
        }
        if (ADOT.isEmpty() ? outputOf("bash", BUILD, "--cached") == null : !Files.isExecutable(Path.of(ADOT))) {
            missing.add("collector (-Dadot=PATH of an executable, got \"" + ADOT
                    + "\", or build one with Go 1.26: bash src/" + BUILD + ")");
        }
        missing.forEach(part -> System.out.println("end-to-end tests skipped, missing: " + part));
        assumeTrue(missing.isEmpty(), () -> "missing: " + missing);
    }

    /** The collector, which is ADOT itself or has the same components. */
    static CollectorProgram collector() throws IOException {
        return CollectorProgram.of(
                Path.of(ADOT.isEmpty() ? outputOf("bash", BUILD, "--cached").strip() : ADOT));
    }
}
