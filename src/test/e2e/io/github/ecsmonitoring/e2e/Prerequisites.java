package io.github.ecsmonitoring.e2e;

import static io.github.ecsmonitoring.e2e.CommandResult.outputOf;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ecsmonitoring.CollectorProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The programs that tests require; if one is missing, the tests are skipped with a message that names it. */
final class Prerequisites {
    static final Path EMULATOR = Path.of("../lib-exporter/target/node-exporter-tests.jar")
            .toAbsolutePath()
            .normalize();
    static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String COLLECTOR_BUILD = "test/collector/build.sh";
    private static final String CORTEX_BUILD = "test/cortex/build.sh";
    private static final String ADOT = System.getProperty("adot", "");

    private final List<String> missing = new ArrayList<>();

    private Prerequisites() {}

    /** Skips the tests unless tasks can run that send to a Prometheus. */
    static void requireTasks() {
        Prerequisites required = new Prerequisites();
        required.prometheus();
        required.tasks();
        required.skipIfMissing();
    }

    /** Skips the tests unless there are Cortex and amtool. */
    static void requireCortex() {
        Prerequisites required = new Prerequisites();
        required.cortex();
        required.skipIfMissing();
    }

    /** Skips the tests unless tasks can run that send to Cortex. */
    static void requireTasksAndCortex() {
        Prerequisites required = new Prerequisites();
        required.tasks();
        required.cortex();
        required.skipIfMissing();
    }

    private void prometheus() {
        if (outputOf("prometheus", "--version") == null) {
            missing.add("prometheus (Debian: apt-get install prometheus)");
        }
    }

    private void tasks() {
        if (outputOf("unshare", "--net", "--mount", "mount", "-t", "sysfs", "sysfs", "/sys") == null
                || outputOf("ip", "-V") == null
                || outputOf("setpriv", "--version") == null) {
            missing.add("network and mount namespaces (Linux, as root; Debian: apt-get install iproute2 util-linux)");
        }
        if (outputOf("getconf", "GNU_LIBC_VERSION") == null) {
            missing.add("glibc, which the exporter's image contains");
        }
        if (ADOT.isEmpty()
                ? outputOf("bash", COLLECTOR_BUILD, "--cached") == null
                : !Files.isExecutable(Path.of(ADOT))) {
            missing.add("collector (-Dadot=PATH of an executable, got \"" + ADOT
                    + "\", or build one with Go 1.26: bash src/" + COLLECTOR_BUILD + ")");
        }
    }

    private void cortex() {
        if (outputOf("setpriv", "--version") == null) {
            missing.add("setpriv (Linux; Debian: apt-get install util-linux)");
        }
        if (outputOf("amtool", "--version") == null) {
            missing.add("amtool (Debian: apt-get install prometheus-alertmanager)");
        }
        if (outputOf("bash", CORTEX_BUILD, "--cached") == null) {
            missing.add("Cortex (build it with Go 1.26: bash src/" + CORTEX_BUILD + ")");
        }
    }

    private void skipIfMissing() {
        missing.forEach(part -> System.out.println("end-to-end tests skipped, missing: " + part));
        assumeTrue(missing.isEmpty(), () -> "missing: " + missing);
    }

    /** The collector, which is ADOT itself or has the same components. */
    static CollectorProgram collector() throws IOException {
        return CollectorProgram.of(Path.of(
                ADOT.isEmpty() ? outputOf("bash", COLLECTOR_BUILD, "--cached").strip() : ADOT));
    }

    /** The program that runs AMP's engine. */
    static Path cortexProgram() {
        return Path.of(outputOf("bash", CORTEX_BUILD, "--cached").strip());
    }
}
