package io.github.ecsmonitoring.exporter.collector.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.Sysfs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OsCollectorTest {
    @TempDir
    Path folder;

    private Sysfs machine;

    @BeforeEach
    void createMachine() {
        machine = new Sysfs(folder);
    }

    @Test
    void exposesNameVersionAndEndOfSupport() throws IOException {
        machine.with("root/etc", "os-release", """
                NAME="Amazon Linux"
                VERSION="2023"
                ID="amzn"
                ID_LIKE="fedora"
                VERSION_ID="2023"
                PLATFORM_ID="platform:al2023"
                PRETTY_NAME="Amazon Linux 2023.6.20241212"
                ANSI_COLOR="0;33"
                CPE_NAME="cpe:2.3:o:amazon:amazon_linux:2023"
                SUPPORT_END="2029-06-30"
                """.getBytes(StandardCharsets.UTF_8));
        assertThat(page()).isEqualTo("""
                # HELP node_os_info A metric with a constant '1' value labeled by build_id, id, id_like, image_id, image_version, name, \
                pretty_name, variant, variant_id, version, version_codename, version_id.
                # TYPE node_os_info gauge
                node_os_info{build_id="",id="amzn",id_like="fedora",image_id="",image_version="",name="Amazon Linux",\
                pretty_name="Amazon Linux 2023.6.20241212",variant="",variant_id="",version="2023",version_codename="",\
                version_id="2023"} 1
                # HELP node_os_support_end_timestamp_seconds Metric containing the end-of-life date timestamp of the OS.
                # TYPE node_os_support_end_timestamp_seconds gauge
                node_os_support_end_timestamp_seconds 1.877472e+09
                # HELP node_os_version Metric containing the major.minor part of the OS version.
                # TYPE node_os_version gauge
                node_os_version{id="amzn",id_like="fedora",name="Amazon Linux"} 2023
                """);
    }

    @Test
    void parsesQuotesEscapesAndComments() throws IOException {
        machine.with("root/etc", "os-release", """
                # comment
                 NAME = 'single $x "q"' # trailing
                export ID=odd
                ID_LIKE="a \\"b\\" \\\\ \\$\\`\\u00e9\\/\\t."
                VERSION_ID=12.4.1-rc2
                VERSION = two  words   # cut

                BUILD_ID=
                VARIANT=x"y"'z\\w'
                VARIANT_ID="1"
                IMAGE_ID=img
                IMAGE_VERSION=33
                VERSION_CODENAME=größe
                PRETTY_NAME=ü
                HOME.URL/x=ok
                """.getBytes(StandardCharsets.UTF_8));
        assertThat(page()).isEqualTo("""
                # HELP node_os_info A metric with a constant '1' value labeled by build_id, id, id_like, image_id, image_version, name, \
                pretty_name, variant, variant_id, version, version_codename, version_id.
                # TYPE node_os_info gauge
                node_os_info{build_id="",id="odd",id_like="a \\"b\\" \\\\ $`\\\\u00e9\\\\/\\\\t.",image_id="img",image_version="33",name="single $x \
                \\"q\\"",pretty_name="ü",variant="xyz\\\\w",variant_id="1",version="two  words",version_codename="größe",\
                version_id="12.4.1-rc2"} 1
                # HELP node_os_version Metric containing the major.minor part of the OS version.
                # TYPE node_os_version gauge
                node_os_version{id="odd",id_like="a \\"b\\" \\\\ $`\\\\u00e9\\\\/\\\\t.",name="single $x \\"q\\""} 12.4
                """);
    }

    @Test
    void fallsBackToTheVendorsFile() throws IOException {
        machine.with("root/usr/lib", "os-release", """
                ID=debian
                VERSION_ID=trixie/sid
                """.getBytes(StandardCharsets.UTF_8));
        assertThat(page()).isEqualTo("""
                # HELP node_os_info A metric with a constant '1' value labeled by build_id, id, id_like, image_id, image_version, name, \
                pretty_name, variant, variant_id, version, version_codename, version_id.
                # TYPE node_os_info gauge
                node_os_info{build_id="",id="debian",id_like="",image_id="",image_version="",name="",pretty_name="",variant="",\
                variant_id="",version="",version_codename="",version_id="trixie/sid"} 1
                """);
    }

    @Test
    void reportsNoDataWithoutTheFile() {
        assertThat(page())
                .isEqualTo("NoDataException: no file etc/os-release and no file usr/lib/os-release in …/root");
    }

    @Test
    void leavesOutMalformedLines() throws IOException {
        assertLeavesOut("ID=a\r\nNAME", ":2: expected NAME=value in \"NAME\"");
        assertLeavesOut("=x", ":1: expected NAME=value in \"=x\"");
        assertLeavesOut("1A=x", ":1: expected NAME=value in \"1A=x\"");
        assertLeavesOut("A-B=x", ":1: expected NAME=value in \"A-B=x\"");
        assertLeavesOut("A=\"x", ":1: expected a closing quote in \"A=\"x\"");
        assertLeavesOut("A=\"x\\", ":1: expected a closing quote in \"A=\"x\\\"");
        assertLeavesOut("A='x", ":1: expected a closing quote in \"A='x\"");
        assertLeavesOut("A=x\1y", ":1: a value cannot contain the control character 1 in \"A=x\1y\"");
    }

    @Test
    void leavesOutAnEndOfSupportThatIsNotADate() throws IOException {
        machine.with("root/etc", "os-release", "SUPPORT_END=soon".getBytes());
        assertThat(page()).contains("node_os_info{").doesNotContain("support_end");
        assertThat(machine.error(new OsCollector()))
                .isEqualTo("os-release: expected SUPPORT_END as 2029-06-30, got \"soon\"");
    }

    @Test
    void parsesTheMajorAndMinorVersion() {
        assertThat(OsCollector.version("22.04.1")).isEqualTo(22.04);
        assertThat(OsCollector.version("12")).isEqualTo(12);
        assertThat(OsCollector.version("9.")).isEqualTo(9);
        assertThat(OsCollector.version("2-rc")).isEqualTo(2);
        assertThat(OsCollector.version(".5")).isZero();
        assertThat(OsCollector.version("rolling")).isZero();
        assertThat(OsCollector.version("")).isZero();
    }

    private void assertLeavesOut(String text, String message) throws IOException {
        machine.with("root/etc", "os-release", text.getBytes(StandardCharsets.UTF_8));
        assertThat(machine.error(new OsCollector())).isEqualTo("…/root/etc/os-release" + message);
    }

    private String page() {
        return machine.failure(new OsCollector());
    }
}
