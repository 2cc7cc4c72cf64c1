package io.github.ecsmonitoring.exporter.exposition;

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

    @ParameterizedTest
    @CsvSource({
        "data_read, data_read",
        "a__b, a__b",
        "a-b.c d, a_b_c_d",
        "a_-_b, a_b",
        "-a..b-, _a_b_",
        "package-0-die-1, package_0_die_1",
        "a__ -__b_c, a_b_c",
        "größe:, gr_e_"
    })
    void writesOneUnderscoreForARunOfOtherCharacters(String field, String name) {
        assertThat(MetricName.escapeRuns(field)).isEqualTo(name);
    }
}
