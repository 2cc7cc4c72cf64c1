package io.github.ecsmonitoring.dashboards.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThresholdsTest {
    @Test
    void statesAreGreyUnlessTheyAreKnownToBeGoodOrBad() {
        assertThat(DashboardJson.write(Thresholds.states().json())).isEqualTo("""
                {
                  "mode": "absolute",
                  "steps": [
                    {"color": "#8e8e8e", "value": null},
                    {"color": "green", "value": 1},
                    {"color": "#8e8e8e", "value": 2},
                    {"color": "red", "value": 3}
                  ]
                }
                """);
    }

    @Test
    void aWarningIsOrange() {
        assertThat(Thresholds.highIsWarning(0.9).steps()).containsExactly(new Thresholds.Step(0.9, "orange"));
    }
}
