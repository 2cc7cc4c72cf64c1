package io.github.ecsmonitoring.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The real parts that these tests are made of. Where one is missing they are skipped, and say which. */
final class Parts {
    static final Path EMULATOR = Path.of("../lib-exporter/target/node-exporter-tests.jar")
            .toAbsolutePath()
            .normalize();
    static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String BUILD = "test/collector/build.sh";
    private static final String ADOT = System.getProperty("adot", "");

    private Parts() {}

    static void require() {
        List<String> missing = new ArrayList<>();
        if (output("prometheus", "--version") == null) {
            missing.add("prometheus (Debian: apt-get install prometheus)");
        }
        if (output("unshare", "--net", "--mount", "mount", "-t", "sysfs", "sysfs", "/sys") == null
                || output("ip", "-V") == null
                || output("setpriv", "--version") == null) {
            missing.add(
                    "namespaces of networks and mounts (Linux, as root; Debian: apt-get install iproute2 util-linux)");
        }
        if (output("getconf", "GNU_LIBC_VERSION") == null) {
            missing.add("glibc, of which the exporter's image is made");
        }
        if (ADOT.isEmpty() && output("bash", BUILD, "--cached") == null) {
            missing.add("collector (-Dadot=PATH, or build one with Go 1.26: bash src/" + BUILD + ")");
        }
        missing.forEach(part -> System.out.println("skipped: the end-to-end tests, which need " + part));
        assumeTrue(missing.isEmpty(), () -> "missing: " + missing);
    }

    /** The collector's binary: ADOT's own, or one with the same components. */
    static Path collector() {
        return Path.of(ADOT.isEmpty() ? output("bash", BUILD, "--cached").strip() : ADOT);
    }

    /** What the collector says that it is. */
    static String collectorVersion() {
        return output(collector().toString(), "--version").strip();
    }

    /** Only ADOT itself can send to X-Ray. */
    static boolean isAdot() {
        return output(collector().toString(), "components").contains("awsxray");
    }

    /** What a command of a second or so says; null if it fails or is not there. */
    static String output(String... command) {
        Result result = run(Map.of(), command);
        return result.exit() == 0 ? result.output() : null;
    }

    /** @param exit 127 if there is no such command, as in a shell */
    record Result(int exit, String output) {}

    static Result run(Map<String, String> environment, String... command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.onExit().join().exitValue(), output);
        } catch (IOException notThere) {
            return new Result(127, notThere.getMessage());
        }
    }
}
