package io.github.ecsmonitoring.exporter.collector.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.collector.Machine;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.scrape.CollectorFactory;
import io.github.ecsmonitoring.exporter.scrape.CollectorFlags;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuInfoTest {
    private static final String AMD = """
            processor\t: 0
            vendor_id\t: AuthenticAMD
            cpu family\t: 25
            model\t\t: 1
            model name\t: AMD EPYC
            stepping\t: 1
            microcode\t: 0x1000065
            cpu MHz\t\t: 2445.426
            cache size\t: 512 KB
            physical id\t: 0
            core id\t\t: 3
            flags\t\t: fpu sse sse2 avx avx2
            bugs\t\t: spectre_v1 spectre_v2 srso
            power management:

            processor\t: 1
            vendor_id\t: AuthenticAMD
            cpu MHz\t\t: 3000
            flags\t\t: other
            """;
    private static final String GRAVITON = """
            processor\t: 0
            BogoMIPS\t: 243.75
            Features\t: fp asimd aes sha2
            CPU implementer\t: 0x41
            CPU architecture: 8
            CPU part\t: 0xd0c

            processor\t: 1
            BogoMIPS\t: 243.75
            Features\t: fp asimd aes sha2
            """;

    @TempDir
    Path folder;

    @Test
    void isDisabledByDefault() throws IOException {
        assertThat(page(AMD)).isEmpty();
    }

    @Test
    void exposesModelAndFrequencyOfEachCpu() throws IOException {
        assertThat(page(AMD, "--collector.cpu.info")).isEqualTo("""
                # HELP node_cpu_frequency_hertz CPU frequency in hertz from /proc/cpuinfo.
                # TYPE node_cpu_frequency_hertz gauge
                node_cpu_frequency_hertz{core="",cpu="1",package=""} 3e+09
                node_cpu_frequency_hertz{core="3",cpu="0",package="0"} 2.445426e+09
                # HELP node_cpu_info CPU information from /proc/cpuinfo.
                # TYPE node_cpu_info gauge
                node_cpu_info{cachesize="",core="",cpu="1",family="",microcode="",model="",model_name="",\
                package="",stepping="",vendor="AuthenticAMD"} 1
                node_cpu_info{cachesize="512 KB",core="3",cpu="0",family="25",microcode="0x1000065",model="1",model_name="AMD EPYC",\
                package="0",stepping="1",vendor="AuthenticAMD"} 1
                """);
    }

    @Test
    void omitsFrequenciesWhenTheCpufreqCollectorIsDisabled() throws IOException {
        Function<Flags, CollectorFactory> declaration = flags -> {
            CollectorFlags.declare(flags, "cpufreq", true, "");
            return CpuCollector.declare(flags);
        };
        assertThat(page(AMD, declaration, "--collector.cpu.info", "--no-collector.cpufreq"))
                .contains("node_cpu_info{")
                .doesNotContain("hertz");
    }

    @Test
    void exposesSelectedFlagsAndBugsOfTheFirstCpu() throws IOException {
        assertThat(page(
                        AMD,
                        "--collector.cpu.info.flags-include=^(sse2?|avx)$",
                        "--collector.cpu.info.bugs-include=spectre"))
                .contains("node_cpu_info{")
                .startsWith("""
                # HELP node_cpu_bug_info The `bugs` field of CPU information from /proc/cpuinfo taken from the first core.
                # TYPE node_cpu_bug_info gauge
                node_cpu_bug_info{bug="spectre_v1"} 1
                node_cpu_bug_info{bug="spectre_v2"} 1
                # HELP node_cpu_flag_info The `flags` field of CPU information from /proc/cpuinfo taken from the first core.
                # TYPE node_cpu_flag_info gauge
                node_cpu_flag_info{flag="avx"} 1
                node_cpu_flag_info{flag="sse"} 1
                node_cpu_flag_info{flag="sse2"} 1
                """);
    }

    @Test
    void exposesFeaturesOfAnArmProcessorAsFlags() throws IOException {
        String page = page(
                GRAVITON,
                "--collector.cpu.info",
                "--collector.cpu.info.flags-include=^a",
                "--collector.cpu.info.bugs-include=.");
        assertThat(page.replaceAll("(?m)^#.*\n", "")).isEqualTo("""
                node_cpu_flag_info{flag="aes"} 1
                node_cpu_flag_info{flag="asimd"} 1
                node_cpu_info{cachesize="",core="",cpu="0",family="",microcode="",model="",model_name="",package="",stepping="",vendor=""} 1
                node_cpu_info{cachesize="",core="",cpu="1",family="",microcode="",model="",model_name="",package="",stepping="",vendor=""} 1
                """);
    }

    @Test
    void acceptsCarriageReturnsAndColonsInValues() throws IOException {
        assertThat(CpuInfo.parse(KernelText.of(
                                "/proc/cpuinfo", "processor\t: 0\r\nmodel name\t: a: b\r\nno colon\r\n: x\r\n"))
                        .getFirst())
                .containsEntry("processor", "0")
                .containsEntry("model name", "a: b")
                .containsEntry("", "x")
                .hasSize(3);
    }

    @Test
    void rejectsMalformedText() throws IOException {
        for (String text : new String[] {"", "\n\n", "model name\t: AMD\n", "\0\1:\2\n"}) {
            assertThatThrownBy(() -> CpuInfo.parse(KernelText.of("/proc/cpuinfo", text)))
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessage("/proc/cpuinfo: expected a line \"processor : number\", found none");
        }
        for (String megahertz : new String[] {"fast", ""}) {
            assertThat(page("processor : 0\ncpu MHz : " + megahertz + "\n", "--collector.cpu.info"))
                    .contains("node_cpu_info{")
                    .doesNotContain("hertz");
        }
    }

    /** The page of the CPU collector without the times of /proc/stat. */
    private String page(String cpuinfo, String... commandLine) throws IOException {
        return page(cpuinfo, CpuCollector::declare, commandLine);
    }

    private String page(String cpuinfo, Function<Flags, CollectorFactory> declaration, String... commandLine)
            throws IOException {
        Machine machine = new Machine(folder).with("proc/cpuinfo", cpuinfo).with("proc/stat", "cpu0 1 2 3 4\n");
        return machine.collector(declaration, commandLine).page().replaceAll("(?m)^.*node_cpu_seconds_total.*\n", "");
    }
}
