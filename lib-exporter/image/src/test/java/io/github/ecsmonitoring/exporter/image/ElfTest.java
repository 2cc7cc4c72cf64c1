package io.github.ecsmonitoring.exporter.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElfTest {
    private static final Path JAVA = Path.of(System.getProperty("java.home"));

    @TempDir
    Path folder;

    /** Runs a copy of this JVM's launcher with its library in ../lib. */
    @Test
    void leavesAStrippedProgramExecutable() throws Exception {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path java = Files.copy(JAVA.resolve("bin/java"), bin.resolve("java"));
        Path lib = Files.createDirectories(folder.resolve("lib"));
        Path jli = Files.copy(JAVA.resolve("lib/libjli.so"), lib.resolve("libjli.so"));
        long before = Files.size(java) + Files.size(jli);

        Elf.stripAll(folder);

        assertThat(Files.size(java) + Files.size(jli)).isLessThan(before);
        assertThat(java).isExecutable();
        // This message comes from libjli.so, so both files were loaded.
        Process process = new ProcessBuilder(java.toString(), "-version")
                .redirectErrorStream(true)
                .start();
        assertThat(new String(process.getInputStream().readAllBytes())).startsWith("Error: could not find libjava.so");
        assertThat(process.waitFor()).isNotZero();
    }

    @Test
    void doesNotChangeAStrippedFile() throws Exception {
        Path jli = Files.copy(JAVA.resolve("lib/libjli.so"), folder.resolve("libjli.so"));
        Elf.strip(jli);
        byte[] once = Files.readAllBytes(jli);
        Elf.strip(jli);
        assertThat(jli).hasBinaryContent(once);
    }

    @Test
    void doesNotChangeOtherFiles() throws Exception {
        List<Path> others = List.of(
                Files.writeString(folder.resolve("script"), "#!/bin/sh\n" + "# long enough for a header\n".repeat(9)),
                Files.write(folder.resolve("short"), new byte[] {0x7f, 'E', 'L', 'F'}),
                Files.createFile(folder.resolve("empty")));
        List<byte[]> before =
                List.of(Files.readAllBytes(others.get(0)), Files.readAllBytes(others.get(1)), new byte[0]);
        Elf.stripAll(folder);
        for (int i = 0; i < others.size(); i++) {
            assertThat(others.get(i)).hasBinaryContent(before.get(i));
            assertThat(Elf.is(others.get(i))).isFalse();
        }
    }
}
