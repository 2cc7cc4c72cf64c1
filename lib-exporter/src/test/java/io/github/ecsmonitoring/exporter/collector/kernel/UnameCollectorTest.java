package io.github.ecsmonitoring.exporter.collector.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.Machine;
import io.github.ecsmonitoring.exporter.host.io.KernelCalls;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnameCollectorTest {
    @TempDir
    Path folder;

    @Test
    void exposesTheKernelOfThisMachine() throws IOException {
        Machine machine = new Machine(folder);
        KernelCalls.Uname uname = machine.host().open().calls().uname();
        assertThat(machine.collector(new UnameCollector()).page()).isEqualTo("""
                # HELP node_uname_info Labeled system information as provided by the uname system call.
                # TYPE node_uname_info gauge
                node_uname_info{domainname="%s",machine="%s",nodename="%s",release="%s",sysname="Linux",version="%s"} 1
                """.formatted(
                        uname.domainname(), uname.machine(), uname.nodename(), uname.release(), uname.version()));
    }
}
