package io.github.ecsmonitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.app.MonitoringAppStacks;
import io.github.ecsmonitoring.grafana.GrafanaWorkspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.TagProps;
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
        Tags.of(app)
                .add(
                        "team",
                        "shop",
                        TagProps.builder()
                                .excludeResourceTypes(List.of("AWS::Grafana::Workspace"))
                                .build());
        assertThat(MonitoringAppStacks.of(app)).hasSize(3);
        assertThat(app.synth().getStacks()).hasSize(3);
    }

    /** CloudFormation has them, unlike the schema of this aws-cdk-lib: see the manual. */
    @Test
    void rejectsTagsOfAGrafanaWorkspaceIfItsErrorsFailTheSynth() throws Exception {
        GrafanaWorkspace.Builder.create(new Stack(app, "Grafana"), "Grafana")
                .tag("team", "shop")
                .build();
        assertThatThrownBy(app::synth).hasMessageContaining("Validation failed");
        assertThat(Files.readString(Path.of(app.getOutdir(), "validation-report.json")))
                .contains("Tags: Additional properties are not allowed", "Grafana/Grafana/Resource")
                .containsOnlyOnce("\"ruleName\"");
    }

    @ParameterizedTest
    @EnumSource
    void acceptsTheFeatures(FeatureApps feature) {
        feature.create(app);
        assertThat(app.synth().getStacks()).isNotEmpty();
    }

    /** Not that of Managed Instances: see {@link #rejectsOnePropertyOfAManagedDaemonIfItsErrorsFailTheSynth}. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MANAGED")
    void acceptsTheExamples(Examples example) {
        example.create(app);
        assertThat(app.synth().getStacks().size()
                        + app.synth().getNestedAssemblies().size())
                .isPositive();
    }

    /** CloudFormation has it, and so has aws-cdk-lib since 2.272: see the manual. */
    @Test
    void rejectsOnePropertyOfAManagedDaemonIfItsErrorsFailTheSynth() throws Exception {
        ManagedInstancesApp.monitored(app);
        assertThatThrownBy(app::synth).hasMessageContaining("Validation failed");
        assertThat(Files.readString(Path.of(app.getOutdir(), "validation-report.json")))
                .contains(
                        "Critical: Additional properties are not allowed",
                        "Shop/Cluster/EcsHostMonitoring/ManagedInstances/Daemon")
                .containsOnlyOnce("\"ruleName\"");
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
