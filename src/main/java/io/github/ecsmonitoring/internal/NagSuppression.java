package io.github.ecsmonitoring.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.services.iam.IGrantable;
import software.constructs.IConstruct;

/**
 * Findings of cdk-nag's rules that the library accepts, each with its reason. They are written as the metadata that
 * cdk-nag reads, to the resource that has the finding, so that the library does not depend on cdk-nag.
 *
 * @see <a href="https://github.com/cdklabs/cdk-nag#suppressing-a-rule">suppressing a rule</a>
 */
public enum NagSuppression {
    CONTAINER_VARIABLES("AwsSolutions-ECS2", "The library's variables are settings; ECS reads secrets."),
    ANY_RESOURCE(
            "AwsSolutions-IAM5",
            "These actions know no resource: see the page Security of the library's manual.",
            "Resource::*"),
    SERVICES_OF_A_CLUSTER(
            "AwsSolutions-IAM5",
            "Services of one cluster, which are not known when the app is synthesized.",
            Map.of("regex", "/^Resource::.*:service\\/.*\\/\\*$/")),
    INSTANCE_ROLE(
            "AwsSolutions-IAM5",
            "The CDK's permissions of the ECS agent, which registers the instance before it has an ARN.",
            "Resource::*",
            "Action::ecs:Submit*"),
    FUNCTION_RUNTIME(
            "AwsSolutions-L1",
            "Java 21 is a release with long-term support, and the newest that the oldest supported aws-cdk-lib knows."),
    FIRST_PASSWORD(
            "AwsSolutions-SMG4", "Grafana reads the password at its first start only; later ones are set in Grafana."),
    DATABASE_KEY("AwsSolutions-SMG4", "With another key Grafana could not read what is encrypted in its database."),
    NO_ACCESS_LOGS("AwsSolutions-ELB2", "Access logs need a bucket: set it with accessLogs(...)."),
    NO_SCALING_NOTIFICATIONS("AwsSolutions-AS3", "The group's activity history has the same events."),
    NO_FLOW_LOGS("AwsSolutions-VPC7", "Flow logs are charged by traffic: add them to the VPC if you need them."),
    CIDR_OF_THE_VPC(
            "CdkNagValidationFailure",
            "The CIDR block is that of the VPC, which the rule cannot read.",
            "AwsSolutions-EC23");

    private static final String METADATA = "cdk_nag";
    private static final String RULES = "rules_to_suppress";

    private final String rule;
    private final String reason;
    /** Empty for a rule that has one finding for a resource. */
    private final List<Object> findings;

    NagSuppression(String rule, String reason, Object... findings) {
        this.rule = rule;
        this.reason = reason;
        this.findings = List.of(findings);
    }

    /** The rule's id, such as {@code AwsSolutions-ECS2}. */
    public String rule() {
        return rule;
    }

    /** Why the finding is accepted. */
    public String reason() {
        return reason;
    }

    /** Accepts the finding of a resource, or of a construct's main resource. */
    public void on(IConstruct construct) {
        if (resource(construct) instanceof CfnResource resource) {
            List<Object> rules = new ArrayList<>(existing(resource));
            if (!rules.contains(metadata())) {
                rules.add(metadata());
                resource.addMetadata(METADATA, Map.of(RULES, rules));
            }
        }
    }

    /** Accepts the finding of a role's inline policy, if the role has one. */
    public void onPolicyOf(IGrantable grantee) {
        IConstruct policy = grantee instanceof IConstruct role ? role.getNode().tryFindChild("DefaultPolicy") : null;
        if (policy != null) {
            on(policy);
        }
    }

    private static IConstruct resource(IConstruct construct) {
        return construct instanceof CfnResource
                ? construct
                : construct.getNode().getDefaultChild();
    }

    private static List<?> existing(CfnResource resource) {
        return resource.getMetadata(METADATA) instanceof Map<?, ?> metadata
                        && metadata.get(RULES) instanceof List<?> rules
                ? rules
                : List.of();
    }

    /** Sorted: the order of a Map.of differs between runs, and so would the template. */
    private Map<String, Object> metadata() {
        Map<String, Object> metadata = new TreeMap<>();
        metadata.put("id", rule);
        metadata.put("reason", reason);
        if (!findings.isEmpty()) {
            metadata.put("applies_to", findings);
        }
        return metadata;
    }
}
