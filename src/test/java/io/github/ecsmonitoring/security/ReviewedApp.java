package io.github.ecsmonitoring.security;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import io.github.ecsmonitoring.Examples;
import io.github.ecsmonitoring.FeatureApps;
import io.github.ecsmonitoring.Synth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.pipelines.CodePipeline;

/** An app that a security review looks at: an example, or all options of a feature. */
record ReviewedApp(String name, Consumer<App> stacks) {
    private static final Path OWN = Path.of("test/resources/nag/own-findings.txt");

    /** A finding of a resource that the app creates itself, which its owner accepts. */
    private record Own(String app, String resource, String rule, String reason) {
        static Own of(String line) {
            String[] columns = line.split(" \\| ");
            return new Own(columns[0], columns[1], columns[2], columns[3]);
        }

        void suppress(Stack stack) {
            NagSuppressions.addResourceSuppressionsByPath(
                    stack,
                    "/" + resource,
                    List.of(NagPackSuppression.builder().id(rule).reason(reason).build()));
        }
    }

    static Stream<ReviewedApp> all() {
        return Stream.concat(
                Stream.of(Examples.values()).map(example -> new ReviewedApp(example.folder(), example::create)),
                Stream.of(FeatureApps.values())
                        .map(feature -> new ReviewedApp(
                                feature.name().toLowerCase(Locale.ROOT).replace('_', '-'), feature::create)));
    }

    App create() {
        App app = Synth.app();
        stacks.accept(app);
        return app;
    }

    /** The app with suppressions of what its own resources have. */
    App accepted() throws IOException {
        App app = create();
        // Its resources are created at synth otherwise, after the suppressions.
        app.getNode().findAll().stream()
                .filter(CodePipeline.class::isInstance)
                .forEach(pipeline -> ((CodePipeline) pipeline).buildPipeline());
        List<Stack> stacks = Examples.stacks(app);
        own().forEach(finding -> finding.suppress(stackOf(finding, stacks)));
        return app;
    }

    /** The innermost, since stages are beneath the stack of their pipeline. */
    private static Stack stackOf(Own finding, List<Stack> stacks) {
        return stacks.stream()
                .filter(stack -> finding.resource().startsWith(stack.getNode().getPath() + "/"))
                .max(Comparator.comparingInt(stack -> stack.getNode().getPath().length()))
                .orElseThrow(() -> new AssertionError("no stack of " + finding));
    }

    private List<Own> own() throws IOException {
        return Files.readAllLines(OWN).stream()
                .filter(line -> !line.startsWith("#"))
                .map(Own::of)
                .filter(finding -> finding.app().equals(name))
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
