package io.github.ecsmonitoring.exporter.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NameGlobTest {
    private static final List<String> NAMES =
            List.of("cpu", "cpu0", "cpu12", "cpufreq", "md0", "nvme0n1", "dev-sda", "0000:00:1f.0-pch", "größe-1");

    @Test
    void matchesWholeNames() {
        assertThat(matching("cpu")).containsExactly("cpu");
        assertThat(matching("cp")).isEmpty();
        assertThat(matching("cpu0")).containsExactly("cpu0");
    }

    @Test
    void aStarStandsForAnyCharacters() {
        assertThat(matching("*")).isEqualTo(NAMES);
        assertThat(matching("cpu*")).containsExactly("cpu", "cpu0", "cpu12", "cpufreq");
        assertThat(matching("*-*")).containsExactly("dev-sda", "0000:00:1f.0-pch", "größe-1");
    }

    @Test
    void aRangeStandsForOneDigit() {
        assertThat(matching("cpu[0-9]")).containsExactly("cpu0");
        assertThat(matching("cpu[0-9]*")).containsExactly("cpu0", "cpu12");
        assertThat(matching("nvme[0-9]n[0-9]")).containsExactly("nvme0n1");
    }

    private static List<String> matching(String glob) {
        return NAMES.stream().filter(name -> NameGlob.matches(glob, name)).toList();
    }
}
