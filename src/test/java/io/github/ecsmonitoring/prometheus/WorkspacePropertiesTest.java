package io.github.ecsmonitoring.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.services.aps.CfnResourcePolicyProps;
import software.amazon.awscdk.services.aps.CfnRuleGroupsNamespaceProps;
import software.amazon.awscdk.services.aps.CfnWorkspace;
import software.amazon.awscdk.services.aps.CfnWorkspaceProps;

/** The manual's tables of CloudFormation properties name those that aws-cdk-lib has. */
class WorkspacePropertiesTest {
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    @Test
    void workspace() throws Exception {
        Stream<String> nested = Arrays.stream(CfnWorkspace.class.getDeclaredClasses())
                .filter(type -> type.getSimpleName().endsWith("Property"))
                .flatMap(type ->
                        properties(type).map(name -> type.getSimpleName().replace("Property", ".") + name));
        assertThat(table("AWS::APS::Workspace"))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(properties(CfnWorkspaceProps.class), nested)
                        .toList());
    }

    @Test
    void rules() throws Exception {
        assertThat(table("AWS::APS::RuleGroupsNamespace"))
                .containsExactlyInAnyOrderElementsOf(
                        properties(CfnRuleGroupsNamespaceProps.class).toList());
    }

    @Test
    void resourcePolicy() throws Exception {
        assertThat(table("AWS::APS::ResourcePolicy"))
                .containsExactlyInAnyOrderElementsOf(
                        properties(CfnResourcePolicyProps.class).toList());
    }

    private static Stream<String> properties(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .map(method -> method.getName())
                .filter(name -> name.startsWith("get"))
                .map(name -> name.substring(3));
    }

    /** The names in the first column of the table with this heading. */
    private static List<String> table(String type) throws Exception {
        return Files.readAllLines(Path.of("docs/workspace.md")).stream()
                .dropWhile(line -> !line.startsWith("| " + type + " |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.split("\\|")[1])
                .flatMap(cell -> NAME.matcher(cell).results().map((MatchResult match) -> match.group(1)))
                .toList();
    }
}
