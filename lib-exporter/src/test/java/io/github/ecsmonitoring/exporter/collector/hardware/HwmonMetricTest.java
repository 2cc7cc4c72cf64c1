package io.github.ecsmonitoring.exporter.collector.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HwmonMetricTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            temp   | ''                   | temp_celsius                       | Hardware monitor for temperature (input)
            temp   | crit                 | temp_crit_celsius                  | Hardware monitor for temperature (crit)
            temp   | type                 | temp_type                          | Hardware monitor temp element type
            temp   | fault                | temp_fault                         | Hardware sensor fault status (temp)
            pwm    | input                | pwm                                | Hardware monitor pwm element input
            power  | average_interval_max | power_average_interval_max_seconds | Hardware monitor power usage update interval (average_interval_max)
            power  | rated_min            | power_rated_min_watt               | Hardware monitor for power usage in watts (rated_min)
            fan    | target               | fan_target_rpm                     | Hardware monitor for fan revolutions per minute (target)
            fan    | div                  | fan_div                            | Hardware monitor fan element div
            freq   | min                  | freq_min                           | Hardware monitor freq element min
            energy | beep                 | energy_beep_enabled                | Hardware monitor sensor has beeping enabled
            """)
    void usesTheFirstRuleThatMatches(String sensor, String property, String name, String help) {
        HwmonMetric metric = HwmonMetric.of(sensor, property, false);
        assertThat(metric.name()).isEqualTo("node_hwmon_" + name);
        assertThat(metric.help()).isEqualTo(help);
    }

    @Test
    void marksTheInputOfASensorThatAlsoHasAPlainFile() {
        assertThat(HwmonMetric.of("pwm", "input", true).name()).isEqualTo("node_hwmon_pwm_input");
    }

    @Test
    void hasNoPropertiesOfChipSettings() {
        assertThat(HwmonMetric.of("vrm", "max", false)).isNull();
    }
}
