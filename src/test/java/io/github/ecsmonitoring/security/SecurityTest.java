package io.github.ecsmonitoring.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.internal.AwsReadActions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The committed templates have no findings except those that the manual explains. */
class SecurityTest {
    private static final Path TEMPLATES = Path.of("test/resources/snapshots");
    private static final Path MANUAL = Path.of("docs/security.md");
    /** Of the CDK's own pipeline, and of an app that existed before. */
    private static final Set<String> OF_OTHERS = Set.of("Pipeline.json", "existing");

    @Test
    void theManualExplainsEachFinding() throws Exception {
        TreeMap<String, Set<String>> findings = new TreeMap<>();
        try (Stream<Path> files = Files.walk(TEMPLATES)) {
            for (Path file : files.filter(SecurityTest::isOfTheLibrary).toList()) {
                TemplateFindings.in(Synth.JSON.readTree(file.toFile())).stream()
                        .map(SecurityTest::withListsNamed)
                        .forEach(finding -> findings.computeIfAbsent(finding, first -> new TreeSet<>())
                                .add(TEMPLATES.relativize(file).toString()));
            }
        }
        Set<String> explained = new TreeSet<>();
        Files.readAllLines(MANUAL).stream()
                .filter(line -> line.startsWith("| `"))
                .forEach(line -> explained.add(line.substring(3, line.indexOf("` |"))));
        assertThat(findings.keySet())
                .as("findings in %s, explained in %s", findings, MANUAL)
                .isEqualTo(explained);
    }

    /** The page threat-model.md has this as a table. */
    @Test
    void actionsThatWriteBelongToFewRoles() throws Exception {
        TreeMap<String, Set<String>> holders = new TreeMap<>();
        try (Stream<Path> files = Files.walk(TEMPLATES)) {
            for (Path file : files.filter(SecurityTest::isOfTheLibrary).toList()) {
                TemplateActions.in(Synth.JSON.readTree(file.toFile()))
                        .forEach((action, roles) -> holders.computeIfAbsent(action, first -> new TreeSet<>())
                                .addAll(roles));
            }
        }
        StringBuilder table = new StringBuilder();
        holders.forEach((action, roles) -> table.append(action)
                .append(": ")
                .append(String.join(", ", roles))
                .append("\n"));
        assertThat(table).hasToString("""
                aps:CreateAlertManagerAlerts: function for ECS events
                aps:DeleteAlertManagerSilence: Grafana
                aps:PutAlertManagerSilences: Grafana
                aps:RemoteWrite: Grafana, tasks
                grafana:CreateWorkspaceServiceAccount: publisher
                grafana:CreateWorkspaceServiceAccountToken: publisher
                grafana:DeleteWorkspaceServiceAccountToken: publisher
                secretsmanager:GetSecretValue: execution
                sns:Publish: Grafana
                sqs:SendMessage: function for ECS events
                sts:AssumeRole: Grafana, tasks
                """);
    }

    /** The page names the list instead of its actions. */
    private static String withListsNamed(String finding) {
        return AwsReadActions.ALL.contains(finding.replace("any resource: ", ""))
                ? "any resource: AwsReadActions.ALL"
                : finding;
    }

    private static boolean isOfTheLibrary(Path file) {
        return file.toString().endsWith(".json")
                && Stream.of(file)
                        .noneMatch(path -> OF_OTHERS.stream()
                                .anyMatch(name ->
                                        path.endsWith(name) || path.getParent().endsWith(name)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            AWS::IAM::Role | {"AssumeRolePolicyDocument":{"Statement":[{"Principal":{"Service":"ecs-tasks.amazonaws.com"}}]}} | role that ecs-tasks.amazonaws.com may assume for any account
            AWS::IAM::Role | {"ManagedPolicyArns":["arn:aws:iam::aws:policy/AdministratorAccess"]} | managed policy AdministratorAccess
            AWS::IAM::Policy | {"PolicyDocument":{"Statement":[{"Action":"aps:*","Resource":"arn"}]}} | wildcard in action aps:*
            AWS::IAM::Policy | {"PolicyDocument":{"Statement":[{"Action":["aps:RemoteWrite"],"Resource":["*"]}]}} | any resource: aps:RemoteWrite
            AWS::SNS::TopicPolicy | {"PolicyDocument":{"Statement":[{"Effect":"Allow","Action":"sns:Publish","Principal":"*"}]}} | AWS::SNS::TopicPolicy allows without a condition: sns:Publish
            AWS::KMS::Key | {} | AWS::KMS::Key without rotation
            AWS::Lambda::Permission | {} | AWS::Lambda::Permission without SourceArn and SourceAccount
            AWS::EC2::SecurityGroup | {"SecurityGroupIngress":[{"CidrIp":"0.0.0.0/0"}]} | ingress from 0.0.0.0/0
            AWS::EC2::SecurityGroupIngress | {"CidrIpv6":"::/0"} | ingress from ::/0
            AWS::ECS::TaskDefinition | {"ContainerDefinitions":[{"Name":"app","Environment":[{"Name":"DB_PASSWORD","Value":"x"}]}]} | secret in the variable DB_PASSWORD
            AWS::Lambda::Function | {"Environment":{"Variables":{"API_TOKEN":"x"}}} | secret in the variable API_TOKEN
            AWS::SNS::Topic | {} | AWS::SNS::Topic without a key
            AWS::SQS::Queue | {} | AWS::SQS::Queue without encryption
            AWS::APS::Workspace | {} | AWS::APS::Workspace without logs of rules
            AWS::Logs::LogGroup | {} | AWS::Logs::LogGroup without retention
            AWS::EFS::FileSystem | {} | AWS::EFS::FileSystem without encryption
            AWS::RDS::DBInstance | {} | AWS::RDS::DBInstance without encryption
            """)
    void findsAViolation(String type, String properties, String finding) throws Exception {
        assertThat(findings(type, properties)).containsExactly(finding);
    }

    @Test
    void findsWhatASidecarMustNotHave() throws Exception {
        assertThat(findings("AWS::ECS::TaskDefinition", """
                {"ContainerDefinitions":[{"Name":"adot","Privileged":true,"User":"0:0","Image":"public.ecr.aws/example/collector:latest"}]}
                """))
                .containsExactly(
                        "image without a version: public.ecr.aws/example/collector:latest",
                        "privileged container adot",
                        "root in container adot",
                        "writable root file system of adot");
    }

    private static Set<String> findings(String type, String properties) throws Exception {
        return TemplateFindings.in(Synth.JSON.readTree(
                "{\"Resources\":{\"R\":{\"Type\":\"" + type + "\",\"Properties\":" + properties + "}}}"));
    }
}
