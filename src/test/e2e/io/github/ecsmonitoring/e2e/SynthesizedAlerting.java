package io.github.ecsmonitoring.e2e;

import io.github.ecsmonitoring.Synth;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;

/**
 * The alerting of a synthesized template, with CloudFormation functions evaluated.
 *
 * @param rules rules files by the name of their namespace
 * @param alertManager the alert manager definition with AMP's envelope; null if the workspace has none
 * @param queryOffset by which queries of rules are delayed, in seconds
 * @param topics ARNs of the topics
 */
record SynthesizedAlerting(Map<String, String> rules, String alertManager, int queryOffset, Set<String> topics) {
    private static final int DEFAULT_QUERY_OFFSET = 60;
    private static final String ACCOUNT = "123456789012";

    /** The template of a stack that has one workspace. */
    static SynthesizedAlerting of(Stack stack) {
        Template template = Template.fromStack(stack);
        Map<String, String> references = new HashMap<>(Map.of(
                "AWS::Region",
                AwsEmulator.WORKSPACE_REGION,
                "AWS::AccountId",
                ACCOUNT,
                "AWS::Partition",
                "aws",
                "AWS::URLSuffix",
                "amazonaws.com"));
        Set<String> topics = new TreeSet<>();
        for (String id : template.findResources("AWS::SNS::Topic").keySet()) {
            topics.add(arn("sns", id));
            references.put(id, arn("sns", id));
        }
        for (String id : template.findResources("AWS::SecretsManager::Secret").keySet()) {
            references.put(id, arn("secretsmanager", "secret:" + id));
        }
        IntrinsicFunctions intrinsics = new IntrinsicFunctions(references);
        Map<String, String> rules = new TreeMap<>();
        template.findResources("AWS::APS::RuleGroupsNamespace").values().forEach(namespace -> {
            Map<String, Object> properties = Synth.map(namespace.get("Properties"));
            rules.put((String) properties.get("Name"), intrinsics.resolve(properties.get("Data")));
        });
        Map<String, Object> workspace =
                Synth.map(Synth.resource(stack, "AWS::APS::Workspace").getOrDefault("Properties", Map.of()));
        Map<String, Object> configuration = Synth.map(workspace.getOrDefault("WorkspaceConfiguration", Map.of()));
        Object alertManager = workspace.get("AlertManagerDefinition");
        return new SynthesizedAlerting(
                rules,
                alertManager == null ? null : intrinsics.resolve(alertManager),
                ((Number) configuration.getOrDefault("RuleQueryOffsetInSeconds", DEFAULT_QUERY_OFFSET)).intValue(),
                topics);
    }

    private static String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + AwsEmulator.WORKSPACE_REGION + ":" + ACCOUNT + ":" + resource;
    }

    /** The Alertmanager configuration in AMP's envelope. */
    String alertManagerConfig(CortexDifferences differences) {
        Object envelope =
                new Load(LoadSettings.builder().build()).loadFromString(differences.changedAlertManager(alertManager));
        return (String) Synth.map(envelope).get("alertmanager_config");
    }

    /** The only topic whose logical id contains this text. */
    String topic(String part) {
        return topics.stream()
                .filter(topic -> topic.contains(part))
                .reduce((one, other) -> {
                    throw new AssertionError("expected one topic with " + part + ", got " + topics);
                })
                .orElseThrow(() -> new AssertionError("expected a topic with " + part + ", got " + topics));
    }
}
