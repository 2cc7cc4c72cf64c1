package io.github.ecsmonitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;
import software.constructs.Construct;

/**
 * The manual's examples, compiled and synthesized as they stand. Statements are put into a stack with a task definition
 * {@code orders}.
 */
class ReadmeTest {
    private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CLASS = Pattern.compile("package (\\S+);.*public class (\\S+)", Pattern.DOTALL);
    private static final String STACK = """
        package com.example;

        import io.github.ecsmonitoring.*;
        import io.github.ecsmonitoring.adot.*;
        import io.github.ecsmonitoring.grafana.*;
        import io.github.ecsmonitoring.prometheus.*;
        import io.github.ecsmonitoring.task.*;
        import java.util.Map;
        import software.amazon.awscdk.Duration;
        import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
        import software.amazon.awscdk.services.ecs.ContainerImage;
        import software.amazon.awscdk.services.ecs.FargateTaskDefinition;

        public class Statements extends software.amazon.awscdk.Stack {
            public Statements(software.constructs.Construct scope, String id) {
                super(scope, id);
                FargateTaskDefinition orders = FargateTaskDefinition.Builder.create(this, "Orders").cpu(256).memoryLimitMiB(1024).build();
                orders.addContainer("app", ContainerDefinitionOptions.builder().image(ContainerImage.fromRegistry("example/app:1")).build());
                %s
            }
        }
        """;

    private static List<String> examples;

    @TempDir
    Path classes;

    @BeforeAll
    static void readExamples() throws Exception {
        examples = EXAMPLE.matcher(Files.readString(Path.of("../README.md")))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    @Test
    void hasThreeExamples() {
        assertThat(examples).hasSize(3);
    }

    @Test
    void oneCallMakesWorkspacesAndSidecars() throws Exception {
        Template template = synth(examples.get(0));
        template.resourceCountIs("AWS::APS::Workspace", 1);
        template.resourceCountIs("AWS::Grafana::Workspace", 1);
        assertThat(containers(template)).contains("Name=app", "Name=adot", "Name=node-exporter");
    }

    @Test
    void anExistingWorkspaceIsUsed() throws Exception {
        Template template = synth(examples.get(1));
        template.resourceCountIs("AWS::APS::Workspace", 0);
        template.resourceCountIs("AWS::Grafana::Workspace", 0);
        assertThat(containers(template))
                .contains(
                        "ws-0a1b2c3d/api/v1/remote_write",
                        "metrics_path: /actuator/prometheus",
                        "environment: production");
    }

    @Test
    void everythingCanBeChosen() throws Exception {
        Template template = synth(examples.get(2));
        template.resourceCountIs("AWS::Grafana::Workspace", 1);
        assertThat(containers(template))
                .contains("Memory=384", "scrape_interval: 15s", "Value=orders", "Cpu=32", "node_vmstat_.*", "awsxray");
    }

    private static String containers(Template template) {
        return template.findResources("AWS::ECS::TaskDefinition").toString();
    }

    private Template synth(String example) throws Exception {
        String source = example.contains("public class") ? example : STACK.formatted(example);
        var name = CLASS.matcher(source);
        assertThat(name.find()).isTrue();
        compile(name.group(2), source);
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            Stack stack = (Stack) loader.loadClass(name.group(1) + "." + name.group(2))
                    .getConstructor(Construct.class, String.class)
                    .newInstance(Synth.app(), "Readme");
            return Template.fromStack(stack);
        }
    }

    private void compile(String name, String source) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        StringWriter messages = new StringWriter();
        boolean compiled = compiler.getTask(
                        messages,
                        null,
                        null,
                        List.of("-d", classes.toString(), "-classpath", System.getProperty("java.class.path")),
                        null,
                        List.of(file))
                .call();
        assertThat(compiled).as(messages.toString()).isTrue();
    }
}
