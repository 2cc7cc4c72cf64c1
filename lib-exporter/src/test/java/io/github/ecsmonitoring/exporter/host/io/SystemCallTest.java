package io.github.ecsmonitoring.exporter.host.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Compares with the kernel's headers, from Debian's package "linux-libc-dev", which has both tables on every machine.
 */
class SystemCallTest {
    private static final Path X86 = Path.of("/usr/include/x86_64-linux-gnu/asm/unistd_64.h");
    private static final Path GENERIC = Path.of("/usr/include/asm-generic/unistd.h");

    /** Some names contain 3264 there, since 32-bit machines have two such calls. */
    @ParameterizedTest
    @EnumSource
    void hasTheNumberOfTheKernelsHeaders(SystemCall call) throws IOException {
        String name = call.name().toLowerCase(Locale.ROOT);
        assertThat(numberIn(X86, name, "__NR_")).isEqualTo(call.x86);
        assertThat(numberIn(GENERIC, name, "__NR(?:3264)?_")).isEqualTo(call.arm);
    }

    @Test
    void usesTheNumberOfThisMachine() {
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        assertThat(SystemCall.STATFS.number).isEqualTo(arm ? 43 : 137);
        assertThat(SystemCall.onThisMachine(1, 2)).isEqualTo(arm ? 2 : 1);
    }

    private static int numberIn(Path header, String call, String prefix) throws IOException {
        assumeTrue(Files.exists(header), "skipped: needs " + header);
        return Files.readAllLines(header).stream()
                .filter(line -> line.matches("#define " + prefix + call + "\\s+\\d+"))
                .map(line -> Integer.valueOf(line.replaceAll(".*\\s", "")))
                .findFirst()
                .orElseThrow();
    }
}
