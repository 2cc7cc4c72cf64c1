package io.github.ecsmonitoring.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.EcsMonitoring;
import io.github.ecsmonitoring.Examples;
import io.github.ecsmonitoring.Snapshot;
import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.internal.NagSuppression;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.sns.Topic;

/** The rules of cdk-nag, which users run over apps that import the library. */
class NagTest {
    private static final String AWS_SOLUTIONS = "AwsSolutions-";
    private static final Path MANUAL = Path.of("docs/security.md");

    static Stream<ReviewedApp> apps() {
        return ReviewedApp.all();
    }

    @ParameterizedTest
    @MethodSource("apps")
    void noAppHasAFindingOfAwsSolutions(ReviewedApp reviewed) throws Exception {
        App app = reviewed.accepted();
        List<NagFinding> findings = NagFinding.in(app);
        assertThat(NagFinding.reportedStacks(app))
                .containsExactlyInAnyOrderElementsOf(
                        Examples.stacks(app).stream().map(Stack::getStackName).toList());
        assertThat(findings)
                .filteredOn(finding -> finding.isOf(AWS_SOLUTIONS) && !finding.isSuppressed())
                .isEmpty();
        Snapshot.assertText("nag/" + reviewed + ".txt", report(findings));
    }

    private static String report(List<NagFinding> findings) {
        return section("AwsSolutions, suppressed by the library", findings, NagTest::isOfTheLibrary)
                + section("AwsSolutions, suppressed by the app", findings, NagTest::isOfTheApp)
                + counts(findings);
    }

    private static boolean isOfTheLibrary(NagFinding finding) {
        return finding.isOf(AWS_SOLUTIONS)
                && Stream.of(NagSuppression.values())
                        .anyMatch(known -> finding.reason().endsWith(known.reason()));
    }

    private static boolean isOfTheApp(NagFinding finding) {
        return finding.isOf(AWS_SOLUTIONS) && !isOfTheLibrary(finding);
    }

    private static String section(String heading, List<NagFinding> findings, Predicate<NagFinding> filter) {
        return "# " + heading + "\n"
                + findings.stream()
                        .filter(filter)
                        .map(finding -> finding + "\n")
                        .collect(Collectors.joining());
    }

    private static String counts(List<NagFinding> findings) {
        Map<String, Long> counts = findings.stream()
                .filter(finding -> !finding.isOf(AWS_SOLUTIONS))
                .collect(Collectors.groupingBy(NagFinding::rule, TreeMap::new, Collectors.counting()));
        return "# NIST 800-53 R5, resources for each rule\n"
                + counts.entrySet().stream()
                        .map(count -> count.getKey() + " | " + count.getValue() + "\n")
                        .collect(Collectors.joining());
    }

    @Test
    void findingsOfTheUsersOwnResourcesStay() throws Exception {
        App app = Synth.app();
        Stack stack = new Stack(app, "Shop");
        EcsMonitoring monitoring = EcsMonitoring.Builder.create(stack, "Monitoring")
                .withoutAlerts()
                .build();
        FargateTaskDefinition orders = task(stack, "Orders", Map.of("DATABASE", "orders"));
        orders.addToTaskRolePolicy(PolicyStatement.Builder.create()
                .actions(List.of("s3:*"))
                .resources(List.of("*"))
                .build());
        monitoring.monitor(orders);
        monitoring.monitor(task(stack, "Carts", Map.of()));
        new Topic(stack, "Sold");
        assertThat(NagFinding.in(app))
                .filteredOn(finding -> finding.isOf(AWS_SOLUTIONS) && !finding.isSuppressed())
                .extracting(NagFinding::toString)
                .containsExactly(
                        "AwsSolutions-ECS2 | Shop/Orders/Resource",
                        "AwsSolutions-ECS7 | Shop/Carts/Resource",
                        "AwsSolutions-ECS7 | Shop/Orders/Resource",
                        "AwsSolutions-IAM5 | Shop/Orders/TaskRole/DefaultPolicy/Resource",
                        "AwsSolutions-SNS3 | Shop/Sold/Resource");
    }

    private static FargateTaskDefinition task(Stack stack, String id, Map<String, String> variables) {
        FargateTaskDefinition task = FargateTaskDefinition.Builder.create(stack, id)
                .memoryLimitMiB(1024)
                .build();
        task.addContainer(
                "app",
                ContainerDefinitionOptions.builder()
                        .image(ContainerImage.fromRegistry("example/app:1"))
                        .environment(variables.isEmpty() ? null : variables)
                        .build());
        return task;
    }

    @Test
    void theManualListsEachSuppression() throws Exception {
        assertThat(Files.readAllLines(MANUAL).stream()
                        .filter(line -> line.startsWith("| AwsSolutions-") || line.startsWith("| CdkNag"))
                        .map(line -> line.split(" \\| ")))
                .map(columns -> columns[0].substring(2) + " | " + columns[2].replaceAll(" \\|$", ""))
                .containsExactlyElementsOf(Stream.of(NagSuppression.values())
                        .map(suppression -> suppression.rule() + " | " + suppression.reason())
                        .toList());
    }
}
