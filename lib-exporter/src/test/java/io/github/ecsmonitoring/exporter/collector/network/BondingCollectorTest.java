package io.github.ecsmonitoring.exporter.collector.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.collector.Machine;
import io.github.ecsmonitoring.exporter.collector.MachineCollector;
import io.github.ecsmonitoring.exporter.scrape.NoDataException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BondingCollectorTest {
    @TempDir
    Path folder;

    private Machine machine;

    @BeforeEach
    void writeThreeMasters() throws IOException {
        machine = new Machine(folder)
                .with("sys/class/net/bonding_masters", "bond0 old empty\n")
                .with("sys/class/net/bond0/bonding/slaves", "eth0 eth1\n")
                .with("sys/class/net/bond0/lower_eth0/bonding_slave/mii_status", "up\n")
                .with("sys/class/net/bond0/lower_eth1/bonding_slave/mii_status", "down\n")
                .with("sys/class/net/old/bonding/slaves", "eth2\n")
                .with("sys/class/net/old/slave_eth2/bonding_slave/mii_status", "up\n")
                .with("sys/class/net/empty/bonding/slaves", "\n");
    }

    @Test
    void countsConfiguredAndActiveSlaves() throws IOException {
        assertThat(collector().page()).isEqualTo("""
                # HELP node_bonding_active Number of active slaves per bonding interface.
                # TYPE node_bonding_active gauge
                node_bonding_active{master="bond0"} 1
                node_bonding_active{master="empty"} 0
                node_bonding_active{master="old"} 1
                # HELP node_bonding_slaves Number of configured slaves per bonding interface.
                # TYPE node_bonding_slaves gauge
                node_bonding_slaves{master="bond0"} 2
                node_bonding_slaves{master="empty"} 0
                node_bonding_slaves{master="old"} 1
                """);
    }

    @Test
    void omitsMastersAndSlavesThatWereRemoved() throws IOException {
        machine.without("sys/class/net/bond0/lower_eth1/bonding_slave/mii_status")
                .without("sys/class/net/old/bonding/slaves");
        assertThat(collector().samples()).isEqualTo("""
                node_bonding_active{master="bond0"} 1
                node_bonding_active{master="empty"} 0
                node_bonding_slaves{master="bond0"} 1
                node_bonding_slaves{master="empty"} 0
                """);
    }

    @Test
    void hasNoDataWithoutBondingDriver() throws IOException {
        machine.without("sys/class/net/bonding_masters");
        assertThatThrownBy(() -> collector().page())
                .isExactlyInstanceOf(NoDataException.class)
                .hasMessage("no file " + folder + "/sys/class/net/bonding_masters");
    }

    @Test
    void showsNothingForEmptyList() throws IOException {
        machine.with("sys/class/net/bonding_masters", "\n");
        assertThat(collector().page()).isEmpty();
    }

    private MachineCollector collector() {
        return machine.collector(new BondingCollector());
    }
}
