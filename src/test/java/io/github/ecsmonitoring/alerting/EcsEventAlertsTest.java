package io.github.ecsmonitoring.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.CfnElement;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ICluster;

class EcsEventAlertsTest {
    private static final String ARN = "arn:aws:aps:eu-central-1:123456789012:workspace/ws-0a1b2c3d";
    private static final String SHOP_SERVICES = "arn:aws:ecs:eu-west-1:123456789012:service/shop/* "
            + "if {StringEquals={ecs:cluster=arn:aws:ecs:eu-west-1:123456789012:cluster/shop}}";
    private static final Path EVENTS = Path.of("ecs-events/src/test/resources/events");
    private static final Map<String, String> DEPLOYED = Map.of(
            "AWS::Partition", "aws",
            "AWS::URLSuffix", "amazonaws.com");

    private final Stack stack = new Stack(
            Synth.app(),
            "Demo",
            StackProps.builder()
                    .env(Environment.builder()
                            .account("123456789012")
                            .region("eu-west-1")
                            .build())
                    .build());
    private final IPrometheusWorkspace workspace = PrometheusWorkspace.fromWorkspaceArn(stack, "Amp", ARN);

    private ICluster imported(String name) {
        return Cluster.fromClusterArn(stack, name, "arn:aws:ecs:eu-west-1:123456789012:cluster/" + name);
    }

    private EcsEventAlerts.Builder events(String id, ICluster cluster) {
        return EcsEventAlerts.Builder.create(stack, id).cluster(cluster).workspace(workspace);
    }

    private DeployedTemplate deployed() {
        return DeployedTemplate.of(stack, DEPLOYED);
    }

    /** The detail types of the rules that send an event to the function. */
    private static List<String> rulesFor(List<EventPattern> patterns, String event) {
        try {
            Map<String, Object> json = Synth.map(Synth.JSON.readValue(event, Map.class));
            return patterns.stream()
                    .filter(pattern -> pattern.matches(json))
                    .map(pattern -> pattern.fields().get("detail-type").toString())
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<EventPattern> patterns() {
        return deployed().properties("AWS::Events::Rule").stream()
                .map(rule -> new EventPattern(Synth.map(rule.get("EventPattern"))))
                .toList();
    }

    private static Map<String, String> eventTexts() throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.list(EVENTS)) {
            for (Path file : files.toList()) {
                texts.put(file.getFileName().toString().replace(".json", ""), Files.readString(file));
            }
        }
        return texts;
    }

    @Test
    void theFunctionGetsStoppedTasksAndFailuresOfServices() throws IOException {
        events("Events", imported("shop")).build();
        List<EventPattern> patterns = patterns();
        Map<String, List<String>> rules = new TreeMap<>();
        eventTexts().forEach((name, text) -> rules.put(name, rulesFor(patterns, text)));
        List<String> stopped = List.of("[ECS Task State Change]");
        List<String> none = List.of();
        assertThat(rules)
                .containsEntry("deployment-failed", List.of("[ECS Deployment State Change]"))
                .containsEntry("service-no-spot-capacity", List.of("[ECS Service Action]"))
                .containsEntry("service-no-instance-memory", List.of("[ECS Service Action]"))
                .containsEntry("service-start-impaired", List.of("[ECS Service Action]"))
                .containsEntry("deployment-completed", none)
                .containsEntry("deployment-in-progress", none)
                .containsEntry("service-steady-state", none)
                .containsEntry("service-tasks-stopped", none)
                .containsEntry("task-running", none)
                .allSatisfy((name, matching) -> {
                    if (!name.equals("task-running") && name.matches("(task|job)-.*")) {
                        assertThat(matching).as(name).isEqualTo(stopped);
                    }
                });
    }

    @Test
    void eventsOfOtherClustersAreNotSent() throws IOException {
        events("Events", imported("shop")).build();
        List<EventPattern> patterns = patterns();
        for (String other : List.of("shop2", "sho", "Shop")) {
            assertThat(eventTexts().values())
                    .allSatisfy(text -> assertThat(rulesFor(
                                    patterns,
                                    text.replace("cluster/shop\"", "cluster/" + other + "\"")
                                            .replace("service/shop/", "service/" + other + "/")))
                            .isEmpty());
        }
        assertThat(eventTexts().values())
                .allSatisfy(text -> assertThat(rulesFor(patterns, text.replace("aws.ecs", "my.app")))
                        .isEmpty());
    }

    @Test
    void aClusterOfTheStackIsScopedByItsName() throws IOException {
        Cluster cluster = new Cluster(stack, "Shop");
        events("Events", cluster).build();
        String id = stack.getLogicalId((CfnElement) cluster.getNode().getDefaultChild());
        DeployedTemplate template = DeployedTemplate.of(
                stack,
                Map.of(
                        "AWS::Partition",
                        "aws",
                        id,
                        "shop",
                        id + ".Arn",
                        "arn:aws:ecs:eu-west-1:123456789012:cluster/shop"));
        List<EventPattern> patterns = template.properties("AWS::Events::Rule").stream()
                .map(rule -> new EventPattern(Synth.map(rule.get("EventPattern"))))
                .toList();
        assertThat(rulesFor(patterns, eventTexts().get("task-exit-1"))).hasSize(1);
        assertThat(rulesFor(patterns, eventTexts().get("deployment-failed"))).hasSize(1);
        assertThat(describeServices(template)).containsExactly(SHOP_SERVICES);
    }

    @Test
    void theFunctionPostsToTheRegionOfTheWorkspaceAndAsksEcsInItsOwn() {
        events("Events", imported("shop")).labels(Map.of("team", "payments")).build();
        Map<String, Object> function =
                deployed().properties("AWS::Lambda::Function").get(0);
        assertThat(Synth.map(Synth.map(function.get("Environment")).get("Variables")))
                .isEqualTo(Map.of(
                        "ALERTS_URL",
                        "https://aps-workspaces.eu-central-1.amazonaws.com/workspaces/ws-0a1b2c3d/alertmanager/api/v2/alerts",
                        "WORKSPACE_REGION",
                        "eu-central-1",
                        "ECS_URL",
                        "https://ecs.eu-west-1.amazonaws.com/",
                        "LABEL_team",
                        "payments"));
        assertThat(function)
                .containsEntry("Handler", "io.github.ecsmonitoring.ecsevents.EcsEventFunction::handle")
                .containsEntry("Runtime", "java21")
                .containsEntry("MemorySize", 512)
                .containsEntry("Timeout", 30)
                // Lambda's own network reaches ECS and the workspace without endpoints.
                .doesNotContainKey("VpcConfig");
    }

    @Test
    void theRoleMayOnlyCreateAlertsDescribeServicesOfTheClusterAndWriteItsOwnLogAndQueue() {
        events("Events", imported("shop")).build();
        assertThat(Synth.properties(stack, "AWS::IAM::Policy")
                        .get("PolicyDocument")
                        .toString()
                        .replaceAll("EcsEvents[0-9a-f]{1,8}", "EcsEvents")
                        .replaceAll("([a-z])[0-9A-F]{8}", "$1"))
                .isEqualTo("{Statement=["
                        + "{Action=aps:CreateAlertManagerAlerts, Effect=Allow, Resource=" + ARN + "}, "
                        + "{Action=[logs:CreateLogStream, logs:PutLogEvents], Effect=Allow, Resource={Fn::GetAtt=[EcsEventsLogs, Arn]}}, "
                        + "{Action=sqs:SendMessage, Effect=Allow, Resource={Fn::GetAtt=[EcsEventsLostEvents, Arn]}}, "
                        + "{Action=ecs:DescribeServices, Condition={StringEquals={ecs:cluster=arn:aws:ecs:eu-west-1:123456789012:cluster/shop}}, "
                        + "Effect=Allow, Resource=arn:aws:ecs:eu-west-1:123456789012:service/shop/*}], "
                        + "Version=2012-10-17}");
    }

    @Test
    void eachRuleMayInvokeTheFunctionAndUseItsQueue() {
        events("Events", imported("shop")).build();
        Template template = Template.fromStack(stack);
        template.resourceCountIs("AWS::Lambda::Permission", 3);
        assertThat(deployed().properties("AWS::Lambda::Permission"))
                .allSatisfy(permission -> assertThat(permission)
                        .containsEntry("Action", "lambda:InvokeFunction")
                        .containsEntry("Principal", "events.amazonaws.com")
                        .extractingByKey("SourceArn")
                        .asString()
                        .contains("Fn::GetAtt=[Events"));
        assertThat(Synth.list(Synth.map(deployed()
                                .properties("AWS::SQS::QueuePolicy")
                                .get(0)
                                .get("PolicyDocument"))
                        .get("Statement")))
                .extracting(statement -> Synth.map(statement).get("Condition"))
                .satisfiesExactly(
                        tls -> assertThat(tls).isEqualTo(Map.of("Bool", Map.of("aws:SecureTransport", "false"))),
                        EcsEventAlertsTest::isOfARule,
                        EcsEventAlertsTest::isOfARule,
                        EcsEventAlertsTest::isOfARule);
        assertThat(deployed().properties("AWS::SQS::Queue").get(0))
                .containsEntry("SqsManagedSseEnabled", true)
                .containsEntry("MessageRetentionPeriod", 14 * 24 * 3600);
    }

    private static void isOfARule(Object condition) {
        assertThat(condition.toString())
                .contains("aws:SourceArn={Fn::GetAtt=[Events")
                .contains("aws:SourceAccount=123456789012");
    }

    @Test
    void clustersOfAStackShareTheFunction() {
        EcsEventAlerts first = events("First", imported("shop")).build();
        EcsEventAlerts second = events("Second", imported("search")).build();
        assertThat(second.getAlarms()).isEqualTo(first.getAlarms());
        Template template = Template.fromStack(stack);
        template.resourceCountIs("AWS::Lambda::Function", 1);
        template.resourceCountIs("AWS::SQS::Queue", 1);
        template.resourceCountIs("AWS::Events::Rule", 6);
        assertThat(describeServices(deployed()))
                .containsExactly(SHOP_SERVICES, SHOP_SERVICES.replace("shop", "search"));
    }

    /** The resources of the action {@code ecs:DescribeServices}, with their conditions. */
    private static List<String> describeServices(DeployedTemplate template) {
        return Synth.list(
                        Synth.map(template.properties("AWS::IAM::Policy").get(0).get("PolicyDocument"))
                                .get("Statement"))
                .stream()
                .map(Synth::map)
                .filter(statement -> statement.get("Action").equals("ecs:DescribeServices"))
                .map(statement -> statement.get("Resource") + " if " + statement.get("Condition"))
                .toList();
    }

    @Test
    void anotherWorkspaceOrOtherLabelsNeedAnotherFunction() {
        events("First", imported("shop")).build();
        events("Second", imported("search")).labels(Map.of("team", "search")).build();
        Template.fromStack(stack).resourceCountIs("AWS::Lambda::Function", 2);
    }

    @Test
    void lostEventsAndErrorsAreAlarms() {
        events("Events", imported("shop")).build();
        assertThat(deployed().properties("AWS::CloudWatch::Alarm"))
                .extracting(alarm ->
                        alarm.get("Namespace") + " " + alarm.get("MetricName") + " >= " + alarm.get("Threshold")
                                + " in " + alarm.get("Period") + " s, " + alarm.get("TreatMissingData"))
                .containsExactlyInAnyOrder(
                        "AWS/SQS ApproximateNumberOfMessagesVisible >= 1 in 300 s, notBreaching",
                        "AWS/Lambda Errors >= 3 in 300 s, notBreaching");
    }

    @Test
    void rejectsAClusterOfAnotherRegion() {
        ICluster elsewhere =
                Cluster.fromClusterArn(stack, "Elsewhere", "arn:aws:ecs:us-east-1:123456789012:cluster/shop");
        assertThatThrownBy(() -> events("Events", elsewhere).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "events of cluster Demo/Elsewhere are sent to EventBridge in its own region us-east-1, got eu-west-1: "
                                + "create EcsEventAlerts in a stack of that region");
    }

    @Test
    void rejectsALabelThatPrometheusCannotHave() {
        EcsEventAlerts.Builder events = events("Events", imported("shop"));
        assertThatThrownBy(() -> events.labels(Map.of("my-team", "shop")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("names of labels must match [a-zA-Z_][a-zA-Z0-9_]*, got \"my-team\"");
    }
}
