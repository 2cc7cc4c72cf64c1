package io.github.ecsmonitoring.task.definition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceMemoryTest {
    @ParameterizedTest
    @CsvSource({
        "t2.nano, 512",
        "t2.micro, 1024",
        "t3a.small, 2048",
        "t4g.medium, 4096",
        "t3.2xlarge, 32768",
        "c6g.medium, 2048",
        "c5.large, 4096",
        "c7i-flex.large, 4096",
        "m6g.medium, 4096",
        "m5.large, 8192",
        "m7i-flex.xlarge, 16384",
        "m5.24xlarge, 393216",
        "r6gd.medium, 8192",
        "r5.large, 16384",
    })
    void isKnownForCommonTypes(String type, int mebibytes) {
        assertThat(InstanceMemory.mebibytes(type)).hasValue(mebibytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "t1.micro",
                "t3.metal",
                "c4.large",
                "c5n.large",
                "m5.metal",
                "i3.large",
                "x2gd.medium",
                "mac1.metal",
                ""
            })
    void isUnknownForOthers(String type) {
        assertThat(InstanceMemory.mebibytes(type)).isEmpty();
    }
}
