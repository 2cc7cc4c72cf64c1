package io.github.ecsmonitoring.alerting;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.ICluster;

/**
 * The events of one cluster that may be alerts. The function decides.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html">event patterns</a>
 */
final class EventPatterns {
    private EventPatterns() {}

    static Map<String, Object> ofEcs(String type, Map<String, Object> pattern) {
        Map<String, Object> all = new TreeMap<>(pattern);
        all.put("source", List.of("aws.ecs"));
        all.put("detail-type", List.of(type));
        return all;
    }

    static Map<String, Object> stoppedTasks(ICluster cluster) {
        return Map.of(
                "detail", Map.of("clusterArn", List.of(cluster.getClusterArn()), "lastStatus", List.of("STOPPED")));
    }

    static Map<String, Object> failedActions(ICluster cluster) {
        return Map.of(
                "detail",
                Map.of("clusterArn", List.of(cluster.getClusterArn()), "eventType", List.of("WARN", "ERROR")));
    }

    /** The ARNs of a cluster's services without their names. */
    static String serviceArnPrefix(ICluster cluster) {
        return Stack.of(cluster)
                .formatArn(ArnComponents.builder()
                        .service("ecs")
                        .resource("service")
                        .resourceName(cluster.getClusterName() + "/")
                        .build());
    }

    /** These events have no field for the cluster; it is in the ARN of the service. */
    static Map<String, Object> failedDeployments(ICluster cluster) {
        return Map.of(
                "resources", List.of(Map.of("prefix", serviceArnPrefix(cluster))),
                "detail", Map.of("eventType", List.of("ERROR")));
    }
}
