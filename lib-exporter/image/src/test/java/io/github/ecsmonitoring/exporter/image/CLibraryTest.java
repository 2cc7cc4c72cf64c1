package io.github.ecsmonitoring.exporter.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class CLibraryTest {
    @Test
    void parsesTheOutputOfLdd() throws Exception {
        assertThat(CLibrary.libraries("""
                	linux-vdso.so.1 (0x00007ffe0e7f6000)
                	libjli.so => /jre/bin/../lib/libjli.so (0x00007f1c35a00000)
                	libjvm.so => not found
                	libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f1c3581f000)
                	/lib64/ld-linux-x86-64.so.2 (0x00007f1c35c2c000)
                """))
                .containsExactly(
                        "/jre/bin/../lib/libjli.so", "/lib/x86_64-linux-gnu/libc.so.6", "/lib64/ld-linux-x86-64.so.2");
        assertThat(CLibrary.libraries("	statically linked\n")).isEmpty();
    }

    @Test
    void rejectsABuildMachineWithoutTheLibrary() {
        assertThatThrownBy(() -> CLibrary.libraries("	libm.so.6 => not found\n"))
                .isInstanceOf(IOException.class)
                .hasMessage("ldd: libm.so.6 not found; the build machine needs glibc");
    }
}
