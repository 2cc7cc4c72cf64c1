package io.github.ecsmonitoring.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The real parts that these tests are made of. Where one is missing they are skipped, and say which. */
final class Parts {
    static final Path EXPORTER = Path.of("../lib-exporter/target/node-exporter.jar").toAbsolutePath().normalize();
    static final Path EMULATOR = Path.of("../lib-exporter/target/node-exporter-tests.jar").toAbsolutePath().normalize();
    static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String BUILD = "test/collector/build.sh";
    private static final String ADOT = System.getProperty("adot", "");

    private Parts() {
    }

    static void require() {
        List<String> missing = new ArrayList<>();
        if (output("prometheus", "--version") == null) {
            missing.add("prometheus (Debian: apt-get install prometheus)");
        }
        if (output("unshare", "--net", "true") == null || output("ip", "-V") == null || output("setpriv", "--version") == null) {
            missing.add("network namespaces (Linux, as root; Debian: apt-get install iproute2 util-linux)");
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
        return output(Map.of(), command);
    }

    static String output(Map<String, String> environment, String... command) {
        try {
            Path log = Files.createTempFile("output", ".txt");
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            int exit = builder.start().waitFor();
            String text = Files.readString(log);
            Files.delete(log);
            return exit == 0 ? text : null;
        } catch (IOException notThere) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
