package io.github.ecsmonitoring.security;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What a security review asks about in a template. A finding names no resource, so that equal ones are one. */
final class TemplateFindings {
    private static final Set<String> OWN_CONTAINERS = Set.of("adot", "node-exporter", "grafana", "nginx");
    private static final Pattern SECRET_NAME = Pattern.compile("(?i).*(password|passwd|secret|token|private_?key).*");

    private final Set<String> findings = new TreeSet<>();

    private TemplateFindings() {}

    /** The findings in a template, sorted. */
    static Set<String> in(JsonNode template) {
        TemplateFindings found = new TemplateFindings();
        template.path("Resources")
                .forEach(resource -> found.check(resource.get("Type").asText(), resource.path("Properties")));
        return found.findings;
    }

    private void check(String type, JsonNode properties) {
        switch (type) {
            case "AWS::IAM::Role" -> role(properties);
            case "AWS::IAM::Policy" ->
                statements(properties.path("PolicyDocument")).forEach(this::identity);
            case "AWS::SNS::TopicPolicy", "AWS::SQS::QueuePolicy" ->
                statements(properties.path("PolicyDocument")).forEach(statement -> shared(type, statement));
            case "AWS::KMS::Key" -> {
                statements(properties.path("KeyPolicy")).forEach(statement -> shared(type, statement));
                require(properties.path("EnableKeyRotation").asBoolean(), type + " without rotation");
            }
            case "AWS::Lambda::Permission" ->
                require(
                        properties.has("SourceArn") || properties.has("SourceAccount"),
                        type + " without SourceArn and SourceAccount");
            case "AWS::EC2::SecurityGroup" ->
                properties.path("SecurityGroupIngress").forEach(this::ingress);
            case "AWS::EC2::SecurityGroupIngress" -> ingress(properties);
            case "AWS::ECS::TaskDefinition", "AWS::ECS::DaemonTaskDefinition" ->
                properties.path("ContainerDefinitions").forEach(this::container);
            case "AWS::Lambda::Function" ->
                properties
                        .path("Environment")
                        .path("Variables")
                        .fields()
                        .forEachRemaining(variable -> variable(variable.getKey(), variable.getValue()));
            case "AWS::SNS::Topic" -> require(properties.has("KmsMasterKeyId"), type + " without a key");
            case "AWS::SQS::Queue" ->
                require(
                        properties.has("KmsMasterKeyId")
                                || properties.path("SqsManagedSseEnabled").asBoolean(),
                        type + " without encryption");
            case "AWS::APS::Workspace" ->
                require(properties.has("LoggingConfiguration"), type + " without logs of rules");
            case "AWS::Logs::LogGroup" -> require(properties.has("RetentionInDays"), type + " without retention");
            case "AWS::EFS::FileSystem", "AWS::RDS::DBInstance", "AWS::RDS::DBCluster" ->
                require(
                        properties.path("Encrypted").asBoolean()
                                || properties.path("StorageEncrypted").asBoolean(),
                        type + " without encryption");
            default -> {}
        }
    }

    private void role(JsonNode properties) {
        statements(properties.path("AssumeRolePolicyDocument"))
                .filter(statement -> !statement.has("Condition"))
                .flatMap(statement -> texts(statement.path("Principal").path("Service")))
                .forEach(service -> findings.add("role that " + service + " may assume for any account"));
        properties.path("ManagedPolicyArns").forEach(arn -> findings.add("managed policy " + name(arn)));
    }

    /** A statement of a role. */
    private void identity(JsonNode statement) {
        texts(statement.path("Action")).forEach(action -> {
            require(!action.contains("*"), "wildcard in action " + action);
            if (texts(statement.path("Resource")).anyMatch("*"::equals)) {
                findings.add("any resource: " + action + (statement.has("Condition") ? ", with a condition" : ""));
            }
        });
    }

    /** A statement of a resource, which allows something to others. */
    private void shared(String type, JsonNode statement) {
        if (statement.path("Effect").asText().equals("Allow") && !statement.has("Condition")) {
            texts(statement.path("Action"))
                    .forEach(action -> findings.add(type + " allows without a condition: " + action));
        }
    }

    private void ingress(JsonNode rule) {
        String from = rule.path("CidrIp").asText() + rule.path("CidrIpv6").asText();
        require(!from.equals("0.0.0.0/0") && !from.equals("::/0"), "ingress from " + from);
    }

    private void container(JsonNode container) {
        String name = container.path("Name").asText();
        container
                .path("Environment")
                .forEach(variable -> variable(variable.path("Name").asText(), variable.path("Value")));
        if (OWN_CONTAINERS.contains(name)) {
            require(!container.path("Privileged").asBoolean(), "privileged container " + name);
            require(container.path("ReadonlyRootFilesystem").asBoolean(), "writable root file system of " + name);
            require(!container.path("User").asText("root").matches("root|0(:.*)?"), "root in container " + name);
            JsonNode image = container.path("Image");
            require(!image.isTextual() || pinned(image.asText()), "image without a version: " + image.asText());
        }
    }

    private static boolean pinned(String image) {
        String tag = image.substring(image.lastIndexOf('/') + 1);
        return tag.contains("@sha256:") || tag.contains(":") && !tag.endsWith(":latest");
    }

    private void variable(String name, JsonNode value) {
        require(
                !SECRET_NAME.matcher(name).matches()
                        || !value.isTextual()
                        || value.asText().matches("true|false"),
                "secret in the variable " + name);
    }

    private void require(boolean condition, String finding) {
        if (!condition) {
            findings.add(finding);
        }
    }

    private static String name(JsonNode arn) {
        List<String> parts = new ArrayList<>();
        arn.findValues("Fn::Sub").forEach(text -> parts.add(text.asText()));
        arn.findValues("Fn::Join").forEach(join -> join.path(1).forEach(text -> parts.add(text.asText())));
        String last = parts.isEmpty() ? arn.asText() : parts.get(parts.size() - 1);
        return last.substring(last.lastIndexOf('/') + 1);
    }

    private static Stream<JsonNode> statements(JsonNode policy) {
        return StreamSupport.stream(policy.path("Statement").spliterator(), false);
    }

    private static Stream<String> texts(JsonNode oneOrMore) {
        return oneOrMore.isArray()
                ? StreamSupport.stream(oneOrMore.spliterator(), false).map(JsonNode::asText)
                : oneOrMore.isTextual() ? Stream.of(oneOrMore.asText()) : Stream.empty();
    }
}
