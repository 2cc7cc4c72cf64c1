package io.github.ecsmonitoring.exporter.collector.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.Machine;
import io.github.ecsmonitoring.exporter.host.KernelText;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UdevDiskTest {
    @TempDir
    Path folder;

    private Machine machine;

    @BeforeEach
    void machine() {
        machine = new Machine(folder);
    }

    @Test
    void leavesLabelsEmptyWithoutADatabaseAndLogsItOnce() throws IOException {
        UdevDisk udev = new UdevDisk(machine.log());
        assertThat(page(udev)).isEqualTo(page(udev)).isEqualTo("""
                # HELP node_disk_info Info of /sys/block/<block_device>.
                # TYPE node_disk_info gauge
                node_disk_info{device="sda",major="8",minor="0",model="",path="",revision="",rotational="0",serial="",wwn=""} 1
                """);
        assertThat(machine.logged()).isEqualTo("""
                level=DEBUG msg="no udev database: model and serial number of disks are empty" path=…/udev
                """);
    }

    @Test
    void leavesLabelsEmptyForADiskWithoutUdevEntry() throws IOException {
        machine.with("udev/b8:16", "E:ID_MODEL=other\n");
        assertThat(page()).contains("model=\"\"").hasLineCount(3);
        assertThat(machine.logged()).isEqualTo("""
                level=DEBUG msg="udev has no entry for the device" device=8:0 err="java.nio.file.NoSuchFileException: …/udev/b8:0"
                """);
    }

    @Test
    void exposesUdevPropertiesOfAnAtaDisk() throws IOException {
        machine.with("sys/block/sda/queue/rotational", "1\n").with("udev/b8:0", """
                S:disk/by-id/ata-EXAMPLE
                I:2073418
                E:ID_ATA=1
                E:ID_ATA_WRITE_CACHE=1
                E:ID_ATA_WRITE_CACHE_ENABLED=0
                E:ID_ATA_ROTATION_RATE_RPM=7200
                E:ID_MODEL=EXAMPLE_DISK
                E:ID_REVISION=0105
                E:ID_SERIAL=EXAMPLE_DISK_S1
                E:ID_SERIAL_SHORT=S1
                E:ID_PATH=pci-0000:00:1f.2-ata-1
                E:ID_WWN=0x5000000000000001
                E:ID_FS_TYPE=xfs
                E:ID_FS_USAGE=filesystem
                E:ID_FS_UUID=00000000-0000-0000-0000-000000000001
                E:ID_FS_VERSION=5
                G:systemd
                """);
        assertThat(page()).isEqualTo("""
                # HELP node_disk_ata_rotation_rate_rpm ATA disk rotation rate in RPMs (0 for SSDs).
                # TYPE node_disk_ata_rotation_rate_rpm gauge
                node_disk_ata_rotation_rate_rpm{device="sda"} 7200
                # HELP node_disk_ata_write_cache ATA disk has a write cache.
                # TYPE node_disk_ata_write_cache gauge
                node_disk_ata_write_cache{device="sda"} 1
                # HELP node_disk_ata_write_cache_enabled ATA disk has its write cache enabled.
                # TYPE node_disk_ata_write_cache_enabled gauge
                node_disk_ata_write_cache_enabled{device="sda"} 0
                # HELP node_disk_filesystem_info Info about disk filesystem.
                # TYPE node_disk_filesystem_info gauge
                node_disk_filesystem_info{device="sda",type="xfs",usage="filesystem",uuid="00000000-0000-0000-0000-000000000001",version="5"} 1
                # HELP node_disk_info Info of /sys/block/<block_device>.
                # TYPE node_disk_info gauge
                node_disk_info{device="sda",major="8",minor="0",model="EXAMPLE_DISK",path="pci-0000:00:1f.2-ata-1",revision="0105",\
                rotational="1",serial="S1",wwn="0x5000000000000001"} 1
                """);
        assertThat(machine.logged()).isEmpty();
    }

    @Test
    void exposesTheDeviceMapper() throws IOException {
        machine.with("udev/b8:0", """
                E:DM_NAME=vg0-data
                E:DM_UUID=LVM-abc
                E:DM_VG_NAME=vg0
                E:DM_LV_NAME=data
                """);
        assertThat(page()).contains("""
                # HELP node_disk_device_mapper_info Info about disk device mapper.
                # TYPE node_disk_device_mapper_info gauge
                node_disk_device_mapper_info{device="sda",lv_layer="",lv_name="data",name="vg0-data",uuid="LVM-abc",vg_name="vg0"} 1
                """);
    }

    @Test
    void prefersTheSerialNumberOfTheDiskLabel() throws IOException {
        assertThat(serialOf("E:ID_SERIAL=long\n")).contains("serial=\"long\"");
        assertThat(serialOf("E:ID_SERIAL=long\nE:ID_SERIAL_SHORT=short\n")).contains("serial=\"short\"");
        assertThat(serialOf("E:ID_SERIAL=long\nE:ID_SERIAL_SHORT=short\nE:SCSI_IDENT_SERIAL=scsi\n"))
                .contains("serial=\"scsi\"");
        assertThat(serialOf("E:ID_SERIAL=long\nE:ID_SERIAL_SHORT=\n")).contains("serial=\"long\"");
    }

    @Test
    void omitsMissingAndNonNumericAtaProperties() throws IOException {
        machine.with("udev/b8:0", "E:ID_ATA=1\nE:ID_ATA_WRITE_CACHE=yes\nE:ID_ATA_ROTATION_RATE_RPM=\n");
        assertThat(page()).doesNotContain("node_disk_ata");
        assertThat(machine.logged().lines())
                .containsExactlyInAnyOrder(
                        "level=ERROR msg=\"udev property is not a number\" device=sda property=ID_ATA_WRITE_CACHE value=yes",
                        "level=ERROR msg=\"udev property is not a number\" device=sda property=ID_ATA_ROTATION_RATE_RPM value=\"\"");
    }

    @Test
    void omitsAtaPropertiesOfOtherDisks() throws IOException {
        machine.with("udev/b8:0", "E:ID_ATA_WRITE_CACHE=1\n");
        assertThat(page()).doesNotContain("node_disk_ata");
    }

    @Test
    void parsesTruncatedAndBinaryTextAndCarriageReturns() {
        assertThat(UdevDisk.parse(KernelText.of("b8:0", "E:A=1\r\nE:B=x=y\nE:C\nE:=z\nE:D=\nS:E=1\n\0\1=\2\nE:F")))
                .hasSize(4)
                .containsEntry("A", "1")
                .containsEntry("B", "x=y")
                .containsEntry("", "z")
                .containsEntry("D", "");
    }

    private String serialOf(String properties) throws IOException {
        machine.with("udev/b8:0", properties);
        return page();
    }

    private String page() throws IOException {
        return page(new UdevDisk(machine.log()));
    }

    private String page(UdevDisk udev) throws IOException {
        return machine.collector((host, out) -> udev.collect(host, out, "sda", 8, 0))
                .page();
    }
}
