package io.github.ecsmonitoring.adot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdotImagesTest {
    @Test
    void rejectsAnImageWithoutVersion() {
        assertThatThrownBy(() -> AdotImages.of("amazon/aws-otel-collector"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("image must have a tag");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "amazon/aws-otel-collector:v0.48.0",
                "registry.example:5000/adot:0.9.1",
                "adot:v0.46.0-rc1",
                "adot:v0.48.0@sha256:0000000000000000000000000000000000000000000000000000000000000000"
            })
    void rejectsAnOldCollector(String reference) {
        assertThatThrownBy(() -> AdotImages.of(reference))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("image must be v0.49.0 or newer, got \"" + reference
                        + "\": older collectors do not support the generated configuration and would not start");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "adot:v0.49.0",
                "adot:v0.49.1",
                "adot:0.120.3",
                "adot:v1.0.0",
                "adot:our-own-7",
                "registry.example:5000/adot:v0.50.0-amd64",
                "adot:v0.49.0@sha256:0000000000000000000000000000000000000000000000000000000000000000"
            })
    void acceptsANewerOrCustomVersion(String reference) {
        assertThat(AdotImages.of(reference)).isNotNull();
    }
}
