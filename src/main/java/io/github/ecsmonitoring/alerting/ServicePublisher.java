package io.github.ecsmonitoring.alerting;

import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.constructs.IConstruct;

/**
 * A service that publishes to topics, limited to resources of one account. Policies of topics and secrets, which are
 * resources of their own, can name a workspace's ARN. The policy of a key is part of the key, on which the topics
 * depend, and on these the workspace: there a pattern avoids a dependency cycle.
 *
 * @param service for example {@code aps.amazonaws.com}
 * @param account the account of the publishing resource; may be a token
 * @param operator the condition on the publishing resource
 * @param sourceArn the publishing resource, or a pattern; may be a token
 */
record ServicePublisher(String service, String account, String operator, String sourceArn) {
    static final List<String> USE_OF_KEY = List.of("kms:Decrypt", "kms:GenerateDataKey*");

    /** The alert manager of any workspace in the stack's account and region. */
    static ServicePublisher alertManager(Stack stack) {
        return new ServicePublisher(
                "aps.amazonaws.com",
                stack.getAccount(),
                "ArnLike",
                stack.formatArn(ArnComponents.builder()
                        .service("aps")
                        .resource("workspace")
                        .resourceName("*")
                        .build()));
    }

    /**
     * The alert manager of one workspace. Only a pattern in the policy of a resource of another stack, on which the
     * workspace's stack depends already.
     */
    static ServicePublisher alertManager(IPrometheusWorkspace workspace, Stack stack, IConstruct target) {
        return Stack.of(target).equals(stack)
                ? new ServicePublisher(
                        "aps.amazonaws.com", stack.getAccount(), "ArnEquals", workspace.getWorkspaceArn())
                : alertManager(Stack.of(target));
    }

    /** All CloudWatch alarms in the stack's account and region. */
    static ServicePublisher alarms(Stack stack) {
        return new ServicePublisher(
                "cloudwatch.amazonaws.com",
                stack.getAccount(),
                "ArnLike",
                stack.formatArn(ArnComponents.builder()
                        .service("cloudwatch")
                        .resource("alarm")
                        .resourceName("*")
                        .arnFormat(ArnFormat.COLON_RESOURCE_NAME)
                        .build()));
    }

    /** All rules of EventBridge in the stack's account and region, whose undelivered events go to a queue. */
    static ServicePublisher eventRules(Stack stack) {
        return new ServicePublisher(
                "events.amazonaws.com",
                stack.getAccount(),
                "ArnLike",
                stack.formatArn(ArnComponents.builder()
                        .service("events")
                        .resource("rule")
                        .resourceName("*")
                        .build()));
    }

    /** For the policy of a key that encrypts a topic. */
    PolicyStatement useOfKey() {
        return allow(USE_OF_KEY, "*");
    }

    /** For a resource policy. */
    PolicyStatement allow(List<String> actions, String resource) {
        return PolicyStatement.Builder.create()
                .principals(List.of(new ServicePrincipal(service)))
                .actions(actions)
                .resources(List.of(resource))
                .conditions(new TreeMap<>(Map.of(
                        "StringEquals",
                        Map.of("aws:SourceAccount", account),
                        operator,
                        Map.of("aws:SourceArn", sourceArn))))
                .build();
    }

    /** The same as text, for a policy that this app cannot change. */
    String statement(List<String> actions, String resource) {
        return """
            {
              "Effect": "Allow",
              "Principal": {"Service": "%s"},
              "Action": [%s],
              "Resource": "%s",
              "Condition": {
                "StringEquals": {"aws:SourceAccount": "%s"},
                "%s": {"aws:SourceArn": "%s"}
              }
            }""".formatted(
                        service,
                        actions.stream().map(action -> '"' + action + '"').collect(Collectors.joining(", ")),
                        known(resource, "ARN of this resource"),
                        known(account, "account"),
                        operator,
                        known(sourceArn, "ARN of the workspace or alarm"));
    }

    /** Only the deployment knows the value of a token. */
    private static String known(String value, String otherwise) {
        return Token.isUnresolved(value) ? "<" + otherwise + ">" : value;
    }
}
