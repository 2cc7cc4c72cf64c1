package io.github.ecsmonitoring.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrafanaVersionTest {
    @Test
    void knowsItsMajorVersion() {
        assertThat(GrafanaVersion.V12_4.isAtLeast(12)).isTrue();
        assertThat(GrafanaVersion.V10_4.isAtLeast(12)).isFalse();
        assertThat(GrafanaVersion.of("13.0").isAtLeast(12)).isTrue();
        assertThat(GrafanaVersion.of("9.4").isAtLeast(10)).isFalse();
    }

    @Test
    void isAValue() {
        assertThat(GrafanaVersion.of("12.4"))
                .isEqualTo(GrafanaVersion.V12_4)
                .hasSameHashCodeAs(GrafanaVersion.V12_4)
                .hasToString("12.4");
        assertThat(GrafanaVersion.of("12.5")).isNotEqualTo(GrafanaVersion.V12_4);
        assertThat(GrafanaVersion.of("10.4")).isNotEqualTo(GrafanaVersion.V12_4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12", "latest", "v12.4", "12.4.1", "12.4 "})
    void rejectsAnotherForm(String version) {
        assertThatThrownBy(() -> GrafanaVersion.of(version))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Grafana version must look like 12.4, got \"" + version + "\"");
    }

    @Test
    void rejectsAVersionThatAmgNoLongerOffers() {
        assertThatThrownBy(() -> GrafanaVersion.of("8.4"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Grafana version must be 9 or newer, which Amazon Managed Grafana offers, got 8.4: use GrafanaVersion.V12_4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9.5", "10.5", "11.0", "12.0"})
    void rejectsAVersionThatAmgNeverOffered(String version) {
        assertThatThrownBy(() -> GrafanaVersion.of(version))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Grafana version must be 9.4, 10.4, 12.4 or newer, got " + version
                        + ", which Amazon Managed Grafana does not offer: use GrafanaVersion.V12_4");
    }
}
