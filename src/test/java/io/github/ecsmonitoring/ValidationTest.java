package io.github.ecsmonitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.app.MonitoringAppStacks;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Tags;

/**
 * The CDK's own validation of templates against resource schemas. It takes a second per synth, so it is enabled in
 * these tests only, which run in their own JVM (the execution {@code validation} of the pom).
 */
class ValidationTest {
    private final App app = Synth.app(Map.of(
            "@aws-cdk/core:validateAgainstDefaultRules", true, "@aws-cdk/core:failSynthOnValidationErrors", true));

    @BeforeEach
    void isEnabled() {
        assertThat(System.getenv("CDK_VALIDATION")).isEqualTo("true");
    }

    @Test
    void acceptsTheAppsStacksWithTags() {
        Tags.of(app).add("team", "shop");
        assertThat(MonitoringAppStacks.of(app)).hasSize(3);
        assertThat(app.synth().getStacks()).hasSize(3);
    }

    @Test
    void rejectsAnUnknownProperty() {
        Stack stack = new Stack(app, "Demo");
        CfnResource.Builder.create(stack, "Wrong")
                .type("AWS::APS::Workspace")
                .properties(Map.of("Alais", "x"))
                .build();
        assertThatThrownBy(app::synth).hasMessageContaining("Validation failed");
    }
}
