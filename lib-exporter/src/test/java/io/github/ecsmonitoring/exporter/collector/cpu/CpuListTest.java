package io.github.ecsmonitoring.exporter.collector.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CpuListTest {

    @Test
    void containsNumbersAndRanges() throws IOException {
        CpuList list = CpuList.parse("offline", "1,3-5,4000-2147483647");
        for (String cpu : new String[] {"1", "3", "4", "5", "4000", "2147483647"}) {
            assertThat(list.contains(cpu)).as(cpu).isTrue();
        }
        for (String cpu : new String[] {"0", "2", "6", "3999", "2147483648", "", "x"}) {
            assertThat(list.contains(cpu)).as(cpu).isFalse();
        }
        assertThat(CpuList.parse("offline", "").contains("0")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1-", "-1", "1-2-3", "1,,2", "99999999999", "1 2"})
    void rejectsMalformedLists(String text) {
        assertThatThrownBy(() -> CpuList.parse("offline", text))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("offline: expected a list of CPUs, got \"" + text + '"');
    }
}
