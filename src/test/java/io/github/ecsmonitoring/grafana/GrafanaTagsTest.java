package io.github.ecsmonitoring.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.Synth;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.TagProps;
import software.amazon.awscdk.Tags;

class GrafanaTagsTest {
    private final Stack stack = Synth.stack();

    private GrafanaWorkspace.Builder grafana() {
        return GrafanaWorkspace.Builder.create(stack, "Grafana");
    }

    private Object tags(String type) {
        return Synth.properties(stack, type).get("Tags");
    }

    @Test
    void ofTheBuilderReachWorkspaceAndRole() {
        grafana().tag("team", "platform").tag("cost", "42").build();
        String expected = "[{Key=cost, Value=42}, {Key=team, Value=platform}]";
        assertThat(tags("AWS::Grafana::Workspace")).hasToString(expected);
        assertThat(tags("AWS::IAM::Role")).hasToString(expected);
    }

    @Test
    void ofTheStackReachTheWorkspace() {
        grafana().tag("team", "platform").build();
        Tags.of(stack).add("stage", "production");
        assertThat(tags("AWS::Grafana::Workspace"))
                .hasToString("[{Key=stage, Value=production}, {Key=team, Value=platform}]");
    }

    @Test
    void canBeLimitedByResourceTypeAndRemoved() {
        grafana().tag("team", "platform").build();
        Tags.of(stack)
                .add(
                        "stage",
                        "production",
                        TagProps.builder()
                                .excludeResourceTypes(List.of("AWS::Grafana::Workspace"))
                                .build());
        Tags.of(stack).remove("team", TagProps.builder().priority(300).build());
        assertThat(tags("AWS::Grafana::Workspace")).isNull();
        assertThat(tags("AWS::IAM::Role")).hasToString("[{Key=stage, Value=production}]");
    }

    @Test
    void areAbsentByDefault() {
        grafana().build();
        assertThat(Synth.properties(stack, "AWS::Grafana::Workspace")).doesNotContainKey("Tags");
    }

    @Test
    void rejectsKeysAndValuesThatAwsRejects() {
        assertThatThrownBy(() -> grafana().tag("aws:team", "platform"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("key of a tag must have 1 to 128 characters and not begin with aws:, got \"aws:team\"");
        assertThatThrownBy(() -> grafana().tag("team", "x".repeat(257)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("value of the tag team must have at most 256 characters, got 257");
    }
}
