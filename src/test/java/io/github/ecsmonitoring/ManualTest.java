package io.github.ecsmonitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.ecsmonitoring.ManualPage.Link;
import io.github.ecsmonitoring.ManualPage.Snippet;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xml.sax.InputSource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;
import software.constructs.Construct;

/**
 * The manual: its Java is compiled and synthesized, its links lead somewhere, its lines and paragraphs are short. A
 * Java snippet is a whole class if it begins with its package, else statements in a stack's constructor.
 */
class ManualTest {
    private static final Pattern OTHER_CLI =
            Pattern.compile("aws-cdk@(?!2\\.1148\\.1\\b)|cliVersion\\(\"(?!2\\.1148\\.1\")");

    private static List<ManualPage> pages;

    @TempDir
    Path classes;

    @BeforeAll
    static void readPages() throws Exception {
        pages = ManualPage.all();
    }

    static Stream<Snippet> statements() {
        return java().filter(snippet -> !ManualSnippets.isClass(snippet));
    }

    @ParameterizedTest
    @MethodSource("statements")
    void statementsCompileAndSynthesize(Snippet snippet) throws Exception {
        assertThat(synthesize(snippet).toJSON()).containsKey("Resources");
    }

    static Stream<Snippet> classes() {
        return java().filter(ManualSnippets::isClass);
    }

    @Test
    void classesCompileAndStacksSynthesize() throws Exception {
        ClassLoader loader = compiledClasses();
        List<String> stacks = new ArrayList<>();
        for (Snippet snippet : classes().toList()) {
            String name = "com.example." + ManualSnippets.className(snippet);
            if (Stack.class.isAssignableFrom(loader.loadClass(name))) {
                Construct stack = ManualSnippets.create(loader, name, Synth.app(), "Manual");
                assertThat(Template.fromStack((Stack) stack).toJSON())
                        .as("%s", snippet)
                        .containsKey("Resources");
                stacks.add(name);
            }
        }
        assertThat(stacks)
                .containsExactlyInAnyOrder(
                        "com.example.OrdersStack",
                        "com.example.PipelineStack",
                        "com.example.ShopStack",
                        "com.example.HubStack",
                        "com.example.WriterStack");
    }

    @Test
    void oneCallCreatesWorkspacesAndSidecars() throws Exception {
        Template template = Template.fromStack(
                (Stack) ManualSnippets.create(compiledClasses(), "com.example.OrdersStack", Synth.app(), "Readme"));
        template.resourceCountIs("AWS::APS::Workspace", 1);
        template.resourceCountIs("AWS::Grafana::Workspace", 1);
        assertThat(containers(template)).contains("Name=app", "Name=adot", "Name=node-exporter");
    }

    @Test
    void existingWorkspaceIsUsed() throws Exception {
        Template template = synthesize(example(1));
        template.resourceCountIs("AWS::APS::Workspace", 0);
        template.resourceCountIs("AWS::Grafana::Workspace", 0);
        assertThat(containers(template))
                .contains(
                        "ws-0a1b2c3d/api/v1/remote_write",
                        "metrics_path: /actuator/prometheus",
                        "environment: production");
    }

    @Test
    void everyOptionCanBeSet() throws Exception {
        Template template = synthesize(example(2));
        template.resourceCountIs("AWS::Grafana::Workspace", 1);
        assertThat(containers(template))
                .contains("Memory=384", "scrape_interval: 15s", "Value=orders", "Cpu=32", "node_vmstat_.*", "awsxray");
    }

    @Test
    void gettingStartedDeploysAMonitoredService() throws Exception {
        Template template = Template.fromStack(
                (Stack) ManualSnippets.create(compiledClasses(), "com.example.ShopStack", Synth.app(), "Shop"));
        assertThat(template.findOutputs("GrafanaUrl")).isNotEmpty();
        template.resourceCountIs("AWS::APS::Workspace", 1);
        assertThat(containers(template)).contains("Name=web", "Name=adot", "Name=node-exporter");
    }

    /** Its sources are the manual's, so that it is an example like those of {@link Examples}. */
    @Test
    void gettingStartedIsTheExampleOfAnEmptyFolder() throws Exception {
        Snapshot.assertTemplate("examples/empty-folder/Shop", (Stack)
                ManualSnippets.create(compiledClasses(), "com.example.ShopStack", Synth.app(), "Shop"));
    }

    @Test
    void stageOfAPipelineIsMonitored() throws Exception {
        Construct stage = ManualSnippets.create(compiledClasses(), "com.example.ShopStage", Synth.app(), "Production");
        Template checkout = Template.fromStack((Stack) stage.getNode().findChild("Checkout"));
        assertThat(containers(checkout)).contains("Name=app", "Name=adot", "Name=node-exporter");
    }

    @Test
    void frontPageHasThreeExamplesAndAtMost200Lines() {
        assertThat(frontPage().snippets().stream()
                        .filter(snippet -> snippet.language().equals("java")))
                .hasSize(3);
        assertThat(frontPage().lines()).hasSizeLessThanOrEqualTo(200);
    }

    @Test
    void linesHaveAtMost160CharactersAndParagraphsSixLines() {
        assertThat(pages.stream().flatMap(page -> page.tooLong(160, 6).stream()))
                .isEmpty();
    }

    @Test
    void xmlAndJsonAreWellFormed() {
        snippets("xml")
                .forEach(snippet -> assertThatCode(() -> DocumentBuilderFactory.newInstance()
                                .newDocumentBuilder()
                                .parse(new InputSource(new StringReader(snippet.text()))))
                        .as("%s", snippet)
                        .doesNotThrowAnyException());
        snippets("json")
                .forEach(snippet -> assertThatCode(() -> Synth.JSON.readTree(snippet.text()))
                        .as("%s", snippet)
                        .doesNotThrowAnyException());
    }

    @Test
    void snippetsAreInKnownLanguages() {
        assertThat(pages.stream().flatMap(page -> page.snippets().stream()))
                .allSatisfy(snippet -> assertThat(snippet.language())
                        .as("%s", snippet)
                        .isIn("java", "xml", "yaml", "json", "sh", "promql", ""));
    }

    @Test
    void linksLeadToFilesAndHeadings() {
        assertThat(pages.stream()
                        .flatMap(page -> page.links().stream())
                        .filter(link -> !leadsSomewhere(link))
                        .map(Link::toString))
                .isEmpty();
    }

    private static boolean leadsSomewhere(Link link) {
        URI target = URI.create(link.target());
        if (target.isAbsolute()) {
            return target.getScheme().equals("https") && target.getHost() != null;
        }
        Path file = file(link);
        return Files.isRegularFile(file)
                && file.startsWith(ManualPage.ROOT)
                && (target.getFragment() == null
                        || pages.stream()
                                .filter(page -> page.file().equals(file))
                                .anyMatch(page -> page.anchors().contains(target.getFragment())));
    }

    private static Path file(Link link) {
        String path = URI.create(link.target()).getPath();
        return path.isEmpty()
                ? link.page().file()
                : link.page().file().resolveSibling(path).normalize();
    }

    @Test
    void everyPageIsReachedFromTheFrontPage() {
        Set<ManualPage> reached = new LinkedHashSet<>(List.of(frontPage()));
        Deque<ManualPage> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            for (Link link : open.pop().links()) {
                pages.stream()
                        .filter(page -> !URI.create(link.target()).isAbsolute())
                        .filter(page -> page.file().equals(file(link)) && reached.add(page))
                        .forEach(open::add);
            }
        }
        assertThat(reached).containsExactlyInAnyOrderElementsOf(pages);
    }

    @Test
    void versionsAreThoseOfTheBuild() throws Exception {
        assertThat(pages.stream().flatMap(page -> page.places(OTHER_CLI))).isEmpty();
        String pom = Files.readString(ManualPage.ROOT.resolve("pom.xml"));
        assertThat(snippets("xml").map(Snippet::text).toList().toString())
                .contains(
                        "<artifactId>aws-cdk-lib</artifactId>\n      <version>" + property(pom, "aws-cdk-lib.version"),
                        "<artifactId>constructs</artifactId>\n      <version>" + property(pom, "constructs.version"),
                        "<cdk.version>" + property(pom, "aws-cdk-lib.version") + "</cdk.version>",
                        "<constructs.version>" + property(pom, "constructs.version") + "</constructs.version>");
        assertThat(String.join("\n", frontPage().lines()))
                .contains("aws-cdk-lib " + property(pom, "aws-cdk-lib.minimum") + " or newer");
    }

    private static String property(String pom, String name) {
        return pom.replaceAll("(?s).*<" + name + ">(.*?)</.*", "$1");
    }

    private static ManualPage frontPage() {
        return pages.stream()
                .filter(page -> page.toString().equals("README.md"))
                .findFirst()
                .orElseThrow();
    }

    private static Snippet example(int index) {
        return frontPage().snippets().stream()
                .filter(snippet -> snippet.language().equals("java"))
                .toList()
                .get(index);
    }

    private static Stream<Snippet> java() {
        return snippets("java");
    }

    private static Stream<Snippet> snippets(String language) {
        return pages.stream()
                .flatMap(page -> page.snippets().stream())
                .filter(snippet -> snippet.language().equals(language));
    }

    private ClassLoader compiledClasses() throws Exception {
        return ManualSnippets.compileClasses(classes().toList(), classes);
    }

    private Template synthesize(Snippet statements) throws Exception {
        ClassLoader loader = ManualSnippets.compileStatements(statements, classes);
        return Template.fromStack((Stack) ManualSnippets.create(loader, "Statements", Synth.app(), "Manual"));
    }

    private static String containers(Template template) {
        return template.findResources("AWS::ECS::TaskDefinition").toString();
    }
}
