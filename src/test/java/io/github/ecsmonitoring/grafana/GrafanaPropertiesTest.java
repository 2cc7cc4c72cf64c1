package io.github.ecsmonitoring.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.Synth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.services.grafana.CfnWorkspace;
import software.amazon.awscdk.services.grafana.CfnWorkspaceProps;

/** All properties of AWS::Grafana::Workspace that aws-cdk-lib has are in the manual, and set by the builder. */
class GrafanaPropertiesTest {
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    @Test
    void areThoseOfTheManual() throws Exception {
        Stream<String> nested = Arrays.stream(CfnWorkspace.class.getDeclaredClasses())
                .filter(type -> type.getSimpleName().endsWith("Property"))
                .flatMap(type ->
                        properties(type).map(name -> type.getSimpleName().replace("Property", ".") + name));
        assertThat(table())
                .containsExactlyInAnyOrderElementsOf(Stream.concat(properties(CfnWorkspaceProps.class), nested)
                        .toList());
    }

    /** In the template of the test that sets every option. */
    @Test
    void areAllSetByTheBuilderExceptTheClientToken() throws Exception {
        Map<String, Object> template = Synth.map(Synth.JSON.readValue(
                Path.of("test/resources/snapshots/grafana-workspace.json").toFile(), Map.class));
        Map<String, Object> workspace =
                Synth.map(Synth.map(template.get("Resources")).get("ShopGrafana"));
        TreeSet<String> expected =
                new TreeSet<>(properties(CfnWorkspaceProps.class).toList());
        expected.remove("ClientToken");
        expected.add("Tags");
        assertThat(Synth.map(workspace.get("Properties"))).containsOnlyKeys(expected);
    }

    private static Stream<String> properties(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .map(method -> method.getName())
                .filter(name -> name.startsWith("get"))
                .map(name -> name.substring(3));
    }

    private static List<String> table() throws Exception {
        return Files.readAllLines(Path.of("docs/grafana-workspace.md")).stream()
                .dropWhile(line -> !line.startsWith("| AWS::Grafana::Workspace |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.split("\\|")[1])
                .flatMap(cell -> NAME.matcher(cell).results().map(match -> match.group(1)))
                .toList();
    }
}
