package io.github.ecsmonitoring.exporter.collector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricNameTest {

    @ParameterizedTest
    @CsvSource({
        "pgfault, pgfault",
        "Active_anon, Active_anon",
        "a:b9, a:b9",
        "de-fault, de_fault",
        "-a.b-, _a_b_",
        "größe, gr__e",
        "'', ''"
    })
    void writesAnUnderscoreForWhatNoMetricNameHas(String field, String name) {
        assertThat(MetricName.escape(field)).isEqualTo(name);
    }
}
