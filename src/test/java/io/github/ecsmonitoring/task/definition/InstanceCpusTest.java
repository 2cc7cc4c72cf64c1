package io.github.ecsmonitoring.task.definition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceCpusTest {
    @ParameterizedTest
    @CsvSource({
        "t3.nano, 2",
        "t4g.medium, 2",
        "t3.large, 2",
        "t3a.2xlarge, 8",
        "m7g.medium, 1",
        "c7i-flex.large, 2",
        "i3.xlarge, 4",
        "m5.24xlarge, 96",
    })
    void followFromTheSize(String type, int cpus) {
        assertThat(InstanceCpus.of(type)).hasValue(cpus);
    }

    @ParameterizedTest
    @ValueSource(strings = {"m5.metal", "t2.micro", "u-6tb1.112xlarge", "large instance", ""})
    void areUnknownForOtherSizes(String type) {
        assertThat(InstanceCpus.of(type)).isEmpty();
    }
}
