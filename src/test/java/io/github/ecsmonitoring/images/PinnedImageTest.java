package io.github.ecsmonitoring.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PinnedImageTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "nginx:1.28.0",
                "registry.example:5000/team/app:2",
                "app@sha256:0000000000000000000000000000000000000000000000000000000000000000",
                "app:latest@sha256:0000000000000000000000000000000000000000000000000000000000000000",
                "registry.example:5000/team/app:2@sha256:0000000000000000000000000000000000000000000000000000000000000000",
            })
    void acceptsATagADigestOrBoth(String reference) {
        assertThat(PinnedImage.of(reference)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nginx",
                "nginx:",
                "nginx:latest",
                "nginx:1.28.0@",
                "nginx:1.28.0@sha256:12",
                "nginx@sha256:000000000000000000000000000000000000000000000000000000000000000X",
                "nginx:@sha256:0000000000000000000000000000000000000000000000000000000000000000",
                "nginx@1.28.0",
                "nginx:a:b",
                "registry.example:5000/team/app",
                ""
            })
    void rejectsAMissingOrChangingVersion(String reference) {
        assertThatThrownBy(() -> PinnedImage.of(reference))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "image must have a tag other than \"latest\" or a digest (sha256: and 64 hexadecimal digits), "
                                + "got \"" + reference + "\"");
    }
}
