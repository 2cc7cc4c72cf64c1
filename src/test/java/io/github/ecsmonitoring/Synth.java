package io.github.ecsmonitoring;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;

/** Creates apps and templates for tests, with the feature flags of cdk.json, in the build directory. */
public final class Synth {
    public static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicInteger COUNT = new AtomicInteger();

    private Synth() {}

    public static App app() {
        return app(Map.of());
    }

    /** An app with a context entry, as set by {@code -c key=value}, for each entry. */
    public static App app(Map<String, ?> context) {
        Map<String, Object> all = new HashMap<>(cdkJsonContext());
        // As the CLI does: warnings go to validation-report.json instead of the tests' output.
        all.put("@aws-cdk/core:failSynthOnValidationErrors", false);
        all.putAll(context);
        return new App(AppProps.builder()
                .context(all)
                .analyticsReporting(false)
                // Unique per process, since the end-to-end tests run in several at once.
                .outdir(Path.of("../target/test-synth/"
                                + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet())
                        .toString())
                .build());
    }

    public static Stack stack() {
        return new Stack(app(), "Demo");
    }

    public static Map<String, Object> template(Stack stack) {
        return Template.fromStack(stack).toJSON();
    }

    /** The properties of the only resource of this type. */
    public static Map<String, Object> properties(Stack stack, String type) {
        return map(resource(stack, type).get("Properties"));
    }

    /** The only resource of this type. */
    public static Map<String, Object> resource(Stack stack, String type) {
        Map<String, Map<String, Object>> found = Template.fromStack(stack).findResources(type);
        if (found.size() != 1) {
            throw new AssertionError("expected one " + type + ", found " + found.keySet());
        }
        return found.values().iterator().next();
    }

    /** The properties of the only task definition, which may be that of a managed daemon. */
    public static Map<String, Object> taskDefinition(Stack stack) {
        boolean managed = Template.fromStack(stack)
                .findResources("AWS::ECS::TaskDefinition")
                .isEmpty();
        return properties(stack, managed ? "AWS::ECS::DaemonTaskDefinition" : "AWS::ECS::TaskDefinition");
    }

    /** A container of the only task definition. */
    public static Map<String, Object> container(Stack stack, String name) {
        return list(taskDefinition(stack).get("ContainerDefinitions")).stream()
                .map(Synth::map)
                .filter(container -> name.equals(container.get("Name")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no container " + name));
    }

    @SuppressWarnings("unchecked")
    public static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    public static List<Object> list(Object value) {
        return (List<Object>) value;
    }

    private static Map<String, Object> cdkJsonContext() {
        try {
            return map(map(JSON.readValue(Path.of("../cdk.json").toFile(), Map.class))
                    .get("context"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
