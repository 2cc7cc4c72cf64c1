package io.github.ecsmonitoring.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.prometheus.AlertManagerDefinition;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/** What each kind of receiver creates, beside what {@link ReceiverTest} shows for all. */
class ReceiverKindsTest {
    private final App app = Synth.app();
    private final Stack stack = new Stack(app, "Demo");

    private static void workspace(Construct scope, Receiver... receivers) {
        PrometheusWorkspace.Builder.create(scope, "Prometheus")
                .withoutBundledRules()
                .alertManager(AlertManagerDefinition.Builder.create(receivers).build())
                .build();
    }

    private static Alarm alarm(Construct scope, String id) {
        return Alarm.Builder.create(scope, id)
                .metric(Metric.Builder.create()
                        .namespace("Shop")
                        .metricName("Errors")
                        .build())
                .threshold(1)
                .evaluationPeriods(1)
                .build();
    }

    private Secret secret(Construct scope) {
        return Secret.Builder.create(scope, "PagerDuty")
                .encryptionKey(new Key(scope, "Key"))
                .build();
    }

    private String definition() {
        return Synth.properties(stack, "AWS::APS::Workspace")
                .get("AlertManagerDefinition")
                .toString();
    }

    private Map<String, Map<String, Object>> resources(Stack of, String type) {
        return Template.fromStack(of).findResources(type);
    }

    @Test
    void slackChannelCannotChangeAnything() {
        workspace(stack, Receiver.slack("T0123ABCD", "C0123ABCD"));
        assertThat(Synth.properties(stack, "AWS::Chatbot::SlackChannelConfiguration")
                        .toString()
                        .replaceAll("EcsMonitoringAlertsslackC0123ABCD", ""))
                .isEqualTo(
                        "{ConfigurationName={Fn::Join=[, [Demo-EcsMonitoringAlerts-slackC0123ABCD-336B8EBA-, {Ref=AWS::Region}]]}, "
                                + "GuardrailPolicies=[{Fn::Join=[, [arn:, {Ref=AWS::Partition}, :iam::aws:policy/AWSDenyAll]]}], "
                                + "IamRoleArn={Fn::GetAtt=[SlackRoleDA0DEF1C, Arn]}, LoggingLevel=ERROR, SlackChannelId=C0123ABCD, "
                                + "SlackWorkspaceId=T0123ABCD, SnsTopicArns=[{Ref=37AE668C}]}");
        assertThat(resources(stack, "AWS::IAM::Policy")).isEmpty();
        assertThat(definition())
                .contains("message: \"{{ template \\\"ecs-monitoring.slack.message\\\" . }}\"")
                .contains("subject: \"Prometheus alerts: {{ .Status }}\"");
    }

    @Test
    void slackChannelIsConfiguredOncePerAccount() {
        Receiver slack = Receiver.slack("T0123ABCD", "C0123ABCD");
        workspace(stack, slack);
        Stack workload = new Stack(app, "Workload");
        slack.addAlarm(alarm(workload, "Errors"));
        assertThat(resources(workload, "AWS::Chatbot::SlackChannelConfiguration"))
                .isEmpty();
        Stack second = new Stack(app, "Second");
        assertThatThrownBy(() -> workspace(second, slack.withoutResolved()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "receiver slack-C0123ABCD cannot be used in stack Second, since stack Demo configures the channel already, and AWS allows one "
                                + "configuration per channel and account: use another channel, or add alarms after their workspace and in its region");
    }

    @ParameterizedTest
    @CsvSource({
        "t0123, C0123, 'id of a Slack workspace must look like T0123ABCD, got \"t0123\"'",
        "T0123, #shop, 'id of a Slack channel must look like C0123ABCD, got \"#shop\"'",
        "'',    C0123, 'id of a Slack workspace must look like T0123ABCD, got \"\"'"
    })
    void rejectsNamesInsteadOfIdsOfSlack(String workspace, String channel, String message) {
        assertThatThrownBy(() -> Receiver.slack(workspace, channel))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message + ": it is part of the link that Slack copies");
    }

    @Test
    void lambdaFunctionSubscribesAndGetsJson() {
        Function function = Function.Builder.create(stack, "Pager")
                .runtime(Runtime.NODEJS_22_X)
                .handler("index.handler")
                .code(Code.fromInline("exports.handler = async () => {};"))
                .build();
        workspace(stack, Receiver.lambda(function));
        assertThat(Synth.properties(stack, "AWS::SNS::Subscription")).containsEntry("Protocol", "lambda");
        assertThat(Synth.properties(stack, "AWS::Lambda::Permission"))
                .containsEntry("Principal", "sns.amazonaws.com")
                .containsKey("SourceArn");
        assertThat(definition())
                .contains("name: lambda-Pager", "message: \"{{ template \\\"ecs-monitoring.json.message\\\" . }}\"");
    }

    @Test
    void pagerDutysRoutingKeyIsReadByTheAlertManager() {
        workspace(stack, Receiver.pagerDuty(secret(stack)));
        assertThat(definition()).endsWith("""
              receivers:
                - name: pagerduty-PagerDuty
                  pagerduty_configs:
                    - routing_key:
                        aws_secrets_manager:
                          secret_arn: ", {Ref=PagerDutyE745F663}, "
                          secret_key: routing_key
                          refresh_interval: 5m
                      description: "{{ template \\"ecs-monitoring.pagerduty.description\\" . }}"
                      severity: "{{ template \\"ecs-monitoring.pagerduty.severity\\" . }}"
                      details:
                        firing: "{{ template \\"ecs-monitoring.pagerduty.alerts\\" .Alerts.Firing }}"
                        num_firing: "{{ .Alerts.Firing | len }}"
                        num_resolved: "{{ .Alerts.Resolved | len }}"
                        resolved: "{{ template \\"ecs-monitoring.pagerduty.alerts\\" .Alerts.Resolved }}"
            """ + "]]}");
        assertThat(Synth.properties(stack, "AWS::SecretsManager::ResourcePolicy")
                        .get("ResourcePolicy")
                        .toString())
                .isEqualTo(
                        "{Statement=[{Action=secretsmanager:GetSecretValue, Condition={ArnEquals={aws:SourceArn={Fn::GetAtt=[PrometheusWorkspace, Arn]}}, "
                                + "StringEquals={aws:SourceAccount={Ref=AWS::AccountId}}}, Effect=Allow, Principal={Service=aps.amazonaws.com}, "
                                + "Resource=*}], Version=2012-10-17}");
        assertThat(Synth.properties(stack, "AWS::KMS::Key").get("KeyPolicy").toString())
                .contains(
                        "{Action=kms:Decrypt, Condition={ArnLike={aws:SourceArn={Fn::Join=[, [arn:, {Ref=AWS::Partition}, :aps:, {Ref=AWS::Region}, :, "
                                + "{Ref=AWS::AccountId}, :workspace/*]]}}, StringEquals={aws:SourceAccount={Ref=AWS::AccountId}}}, Effect=Allow, "
                                + "Principal={Service=aps.amazonaws.com}, Resource=*}");
        assertThat(resources(stack, "AWS::SNS::Topic")).isEmpty();
    }

    @Test
    void pagerDutyGetsAlarmsFromEventBridgeWithoutTheKeyInTheTemplate() {
        Receiver pager = Receiver.pagerDuty(secret(stack), "key");
        Alarm errors = alarm(stack, "Errors");
        pager.addAlarm(errors);
        pager.addAlarm(errors);
        pager.addAlarm(alarm(stack, "Latency"));
        String connection = Synth.properties(stack, "AWS::Events::Connection").toString();
        assertThat(connection.replaceAll(
                        "\\{Fn::Join=\\[, \\[\\{\\{resolve:secretsmanager:, \\{Ref=PagerDutyE745F663\\}, :SecretString:key::\\}\\}\\]\\]\\}",
                        "<dynamic reference>"))
                .isEqualTo(
                        "{AuthParameters={ApiKeyAuthParameters={ApiKeyName=X-Routing-Key, ApiKeyValue=<dynamic reference>}, "
                                + "InvocationHttpParameters={BodyParameters=[{IsValueSecret=true, Key=routing_key, Value=<dynamic reference>}]}}, "
                                + "AuthorizationType=API_KEY}");
        assertThat(Synth.properties(stack, "AWS::Events::ApiDestination"))
                .containsEntry("HttpMethod", "POST")
                .containsEntry("InvocationEndpoint", "https://events.pagerduty.com/v2/enqueue");
        assertThat(resources(stack, "AWS::Events::Rule").values())
                .extracting(rule -> Synth.map(rule.get("Properties")))
                .extracting(rule -> Synth.map(rule.get("EventPattern")) + " → "
                        + Synth.map(Synth.map(Synth.list(rule.get("Targets")).get(0))
                                        .get("InputTransformer"))
                                .get("InputTemplate"))
                .hasSize(4)
                .contains(
                        "{detail={state={value=[ALARM]}}, detail-type=[CloudWatch Alarm State Change], resources=[{Fn::GetAtt=[ErrorsFA5270DE, Arn]}], "
                                + "source=[aws.cloudwatch]} → "
                                + "{\"event_action\": \"trigger\", \"dedup_key\": <arn>, \"payload\": {\"summary\": <alarm>, \"source\": <region>, "
                                + "\"severity\": \"critical\", \"timestamp\": <time>, \"custom_details\": {\"reason\": <reason>}}}");
        assertThat(Synth.properties(stack, "AWS::IAM::Policy")
                        .get("PolicyDocument")
                        .toString())
                .contains("Action=events:InvokeApiDestination");
    }

    @Test
    void pagerDutyIsNotToldWhenAnAlarmIsOkIfNotWanted() {
        Receiver.pagerDuty(secret(stack)).withoutResolved().addAlarm(alarm(stack, "Errors"));
        assertThat(resources(stack, "AWS::Events::Rule")).hasSize(1);
    }

    @Test
    void rejectsTwoPagerDutyServicesOfOneName() {
        Secret secret = secret(stack);
        Receiver.pagerDuty(secret, "orders").addAlarm(alarm(stack, "Errors"));
        Receiver other = Receiver.pagerDuty(secret, "payments");
        Alarm latency = alarm(stack, "Latency");
        assertThatThrownBy(() -> other.addAlarm(latency))
                .hasMessage(
                        "name of a receiver must be unique within a stack, got \"pagerduty-PagerDuty\" twice in Demo: name one with withName(...)");
    }

    @Test
    void rejectsASecretThatAmpCannotDecrypt() {
        Secret secret = new Secret(stack, "PagerDuty");
        assertThatThrownBy(() -> Receiver.pagerDuty(secret))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "secret Demo/PagerDuty of a PagerDuty receiver must be encrypted with a customer managed key, got the key aws/secretsmanager, "
                                + "whose policy cannot let AMP use it: set encryptionKey(...)");
        Secret encrypted = secret(new Construct(stack, "Other"));
        assertThatThrownBy(() -> Receiver.pagerDuty(encrypted, " "))
                .hasMessage(
                        "field of the secret of a PagerDuty receiver must be a key of its JSON, such as routing_key, got \" \"");
    }

    @Test
    void statementsForAnImportedSecretAreShown() {
        ISecret secret = Secret.fromSecretCompleteArn(
                stack, "Imported", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:pager-a1B2c3");
        workspace(stack, Receiver.pagerDuty(secret));
        List<String> warnings = Annotations.fromStack(stack).findWarning("*", Match.anyValue()).stream()
                .map(warning -> warning.getEntry().getData().toString())
                .toList();
        assertThat(warnings).hasSize(2);
        assertThat(warnings.get(0)).startsWith("""
            the policy of the secret Demo/Imported cannot be changed, since it is imported: add this statement to it:
            {
              "Effect": "Allow",
              "Principal": {"Service": "aps.amazonaws.com"},
              "Action": ["secretsmanager:GetSecretValue"],
              "Resource": "*",
            """);
        assertThat(warnings.get(1))
                .startsWith("the policy of the key of secret Demo/Imported cannot be changed")
                .contains("\"kms:Decrypt\"");
    }

    @Test
    void topicsAndSecretsReachAlarmsOfTheirOwnRegionOnly() {
        Stack virginia = new Stack(
                app,
                "Virginia",
                StackProps.builder()
                        .env(Environment.builder()
                                .account("123456789012")
                                .region("us-east-1")
                                .build())
                        .build());
        Alarm alarm = alarm(virginia, "Errors");
        Receiver topic =
                Receiver.topic(Topic.fromTopicArn(stack, "Imported", "arn:aws:sns:eu-west-1:123456789012:alerts"));
        assertThatThrownBy(() -> topic.addAlarm(alarm))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "topic Demo/Imported of a receiver must be in the region of stack Virginia, us-east-1, got eu-west-1: use another receiver for that stack");
        Receiver pager = Receiver.pagerDuty(Secret.fromSecretCompleteArn(
                stack, "PagerDuty", "arn:aws:secretsmanager:us-east-1:999999999999:secret:pager-a1B2c3"));
        assertThatThrownBy(() -> pager.addAlarm(alarm))
                .hasMessage(
                        "secret Demo/PagerDuty of a receiver must be in the account of stack Virginia, 123456789012, got 999999999999: use another receiver for that stack");
    }

    /** Their policies have a pattern: the workspace's ARN would make each stack depend on the other. */
    @Test
    void topicsSecretsAndKeysOfOtherStacksMakeNoCycle() {
        Stack shared = new Stack(app, "Shared");
        workspace(stack, Receiver.topic(new Topic(shared, "Topic")), Receiver.pagerDuty(secret(shared)));
        app.synth();
        assertThat(Synth.properties(shared, "AWS::SNS::TopicPolicy").toString()).contains(":workspace/*");
        assertThat(stack.getDependencies()).containsExactly(shared);
    }
}
