package io.github.ecsmonitoring.exporter.collector.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.MachineCollector;
import io.github.ecsmonitoring.exporter.collector.Sysfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DmiCollectorTest {
    @TempDir
    Path folder;

    private Sysfs machine;

    @BeforeEach
    void empty() {
        machine = new Sysfs(folder);
    }

    @Test
    void exposesTheFirmwareStrings() throws IOException {
        machine.with("sys/class/dmi/id", """
                        bios_date: 10/16/2017
                        bios_release: 1.0
                        bios_vendor: Amazon EC2
                        bios_version: 1.0
                        board_asset_tag: i-0123456789abcdef0
                        board_name:\s
                        board_vendor: Amazon EC2
                        chassis_asset_tag: Amazon EC2
                        chassis_type: 1
                        chassis_vendor: Amazon EC2
                        modalias: dmi:bvnAmazonEC2
                        product_name: m7i.large
                        product_uuid: ec2e1916-9099-7caf-fd21-012345abcdef
                        sys_vendor: Amazon EC2
                        uevent: MODALIAS=dmi
                        """);
        assertThat(machine.page(new DmiCollector())).isEqualTo("""
                # HELP node_dmi_info A metric with a constant '1' value labeled by bios_date, bios_release, bios_vendor, bios_version, \
                board_asset_tag, board_name, board_serial, board_vendor, board_version, chassis_asset_tag, chassis_serial, \
                chassis_vendor, chassis_version, product_family, product_name, product_serial, product_sku, product_uuid, \
                product_version, system_vendor if provided by DMI.
                # TYPE node_dmi_info gauge
                node_dmi_info{bios_date="10/16/2017",bios_release="1.0",bios_vendor="Amazon EC2",bios_version="1.0",\
                board_asset_tag="i-0123456789abcdef0",board_name="",board_vendor="Amazon EC2",chassis_asset_tag="Amazon EC2",\
                chassis_vendor="Amazon EC2",product_name="m7i.large",product_uuid="ec2e1916-9099-7caf-fd21-012345abcdef",\
                system_vendor="Amazon EC2"} 1
                """);
    }

    @Test
    void omitsFilesThatOnlyRootMayRead() throws IOException {
        machine.with("sys/class/dmi/id", "product_name: t3.micro").unreadable("sys/class/dmi/id/product_serial");
        assertThat(machine.samples(new DmiCollector())).isEqualTo("node_dmi_info{product_name=\"t3.micro\"} 1\n");
    }

    @Test
    void replacesARunOfInvalidUtf8BytesByOneCharacter() throws IOException {
        machine.with("sys/class/dmi/id", "product_sku", new byte[] {
            'a', (byte) 0xff, (byte) 0xff, (byte) 0xe2, 'b', (byte) 0xc3, '\n'
        });
        assertThat(machine.samples(new DmiCollector())).isEqualTo("node_dmi_info{product_sku=\"a\ufffdb\ufffd\"} 1\n");
    }

    @Test
    void readsTheFilesAgainAfterAnError() throws IOException {
        machine.with("sys/class/dmi/id", "product_name: t3.micro").unreadable("sys/class/dmi/id/product_sku");
        MachineCollector collector = machine.collector(new DmiCollector());
        assertThat(collector.samples()).isEqualTo("node_dmi_info{product_name=\"t3.micro\"} 1\n");
        Files.delete(machine.path("sys/class/dmi/id/product_sku"));
        machine.with("sys/class/dmi/id", "product_sku: 7");
        assertThat(collector.samples()).isEqualTo("node_dmi_info{product_name=\"t3.micro\",product_sku=\"7\"} 1\n");
    }

    @Test
    void keepsWhatItHasRead() throws IOException {
        machine.with("sys/class/dmi/id", "product_name: t3.micro");
        MachineCollector collector = machine.collector(new DmiCollector());
        collector.samples();
        machine.with("sys/class/dmi/id", "product_name: m7i.large");
        assertThat(collector.samples()).isEqualTo("node_dmi_info{product_name=\"t3.micro\"} 1\n");
    }

    @Test
    void hasNoDataWithoutDmi() throws IOException {
        assertThat(machine.failure(new DmiCollector())).isEqualTo("NoDataException: the machine has no DMI");
    }
}
