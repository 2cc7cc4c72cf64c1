package io.github.ecsmonitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.ManualPage.Snippet;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import software.constructs.Construct;

/** Compiles Java snippets. A line of the source is a line of the page, so that messages of javac name it. */
final class ManualSnippets {
    private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:\\w+\\.)+(\\w+);$");
    private static final Pattern PUBLIC_CLASS = Pattern.compile("public (?:final )?class (\\w+)");
    private static final Pattern FIRST_STATEMENT = Pattern.compile("(?m)^(?!import |$)");
    private static final String ECS = "software.amazon.awscdk.services.ecs.";
    /** What statements find: see src/docs/README.md. Full names, so that a snippet's own imports are all there are. */
    private static final Map<String, String> GIVEN = new LinkedHashMap<>();

    static {
        GIVEN.put(
                "orders",
                "var orders = " + ECS
                        + "FargateTaskDefinition.Builder.create(this, \"GivenOrders\").memoryLimitMiB(1024)"
                        + ".build(); orders.addContainer(\"app\", " + ECS
                        + "ContainerDefinitionOptions.builder().image("
                        + ECS + "ContainerImage.fromRegistry(\"example/app:1\")).build());");
        GIVEN.put("cluster", "var cluster = " + ECS + "Cluster.Builder.create(this, \"GivenCluster\").build();");
        GIVEN.put(
                "workspace",
                "var workspace = io.github.ecsmonitoring.prometheus.PrometheusWorkspace.Builder.create(this,"
                        + " \"GivenWorkspace\").build();");
        GIVEN.put(
                "monitoring",
                "var monitoring = io.github.ecsmonitoring.EcsMonitoring.Builder.create(this, \"GivenMonitoring\").build();");
    }

    private ManualSnippets() {}

    static boolean isClass(Snippet snippet) {
        return snippet.text().startsWith("package ");
    }

    /** The statements as the constructor of a stack {@code Statements}. */
    static ClassLoader compileStatements(Snippet snippet, Path classes) throws Exception {
        String given = GIVEN.entrySet().stream()
                .filter(entry -> uses(snippet.text(), entry.getKey()))
                .map(Map.Entry::getValue)
                .collect(Collectors.joining(" "));
        String header = "public class Statements extends software.amazon.awscdk.Stack {"
                + " public Statements(software.constructs.Construct scope, String id) { super(scope, id); " + given
                + " ";
        String source = FIRST_STATEMENT.matcher(snippet.text()).replaceFirst(header.replace("$", "\\$")) + "}}";
        return compile(List.of(new Source(snippet, "Statements", source)), classes);
    }

    private static boolean uses(String text, String name) {
        String code = text.replaceAll("\"[^\"]*\"", "");
        return Pattern.compile("(?<!\\.)\\b" + name + "\\b(?!\\()")
                        .matcher(code)
                        .find()
                && !Pattern.compile("\\w " + name + " =").matcher(code).find();
    }

    /** All classes of the manual together: they are one app. */
    static ClassLoader compileClasses(List<Snippet> snippets, Path classes) throws Exception {
        return compile(
                snippets.stream()
                        .map(snippet -> new Source(snippet, className(snippet), snippet.text()))
                        .toList(),
                classes);
    }

    static String className(Snippet snippet) {
        var match = PUBLIC_CLASS.matcher(snippet.text());
        assertThat(match.find()).as("%s: no public class", snippet).isTrue();
        return match.group(1);
    }

    /** An object of a class with a constructor {@code (Construct scope, String id)}. */
    static Construct create(ClassLoader loader, String className, Construct scope, String id) throws Exception {
        return (Construct) loader.loadClass(className)
                .getConstructor(Construct.class, String.class)
                .newInstance(scope, id);
    }

    private static ClassLoader compile(List<Source> sources, Path classes) throws Exception {
        sources.forEach(Source::checkImports);
        DiagnosticCollector<JavaFileObject> messages = new DiagnosticCollector<>();
        List<String> options =
                List.of("-d", classes.toString(), "-classpath", System.getProperty("java.class.path"), "-proc:none");
        ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, messages, options, null, sources)
                .call();
        assertThat(messages.getDiagnostics().stream().map(ManualSnippets::describe))
                .isEmpty();
        return new URLClassLoader(new URL[] {classes.toUri().toURL()});
    }

    private static String describe(Diagnostic<? extends JavaFileObject> message) {
        String place = message.getSource() instanceof Source source
                ? source.snippet.page().place(source.snippet.line() - 1 + Math.toIntExact(message.getLineNumber()))
                : "";
        return place + ": " + message.getMessage(null);
    }

    private static final class Source extends SimpleJavaFileObject {
        private final Snippet snippet;
        private final String text;

        Source(Snippet snippet, String className, String text) {
            super(URI.create("string:///" + className + ".java"), JavaFileObject.Kind.SOURCE);
            this.snippet = Objects.requireNonNull(snippet);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }

        /** A missing import does not compile; this finds those that are not used. */
        private void checkImports() {
            String code = IMPORT.matcher(snippet.text()).replaceAll("");
            assertThat(IMPORT.matcher(snippet.text()).results().map(match -> match.group(1)))
                    .as("unused imports at %s", snippet)
                    .allMatch(name ->
                            Pattern.compile("\\b" + name + "\\b").matcher(code).find());
        }
    }
}
