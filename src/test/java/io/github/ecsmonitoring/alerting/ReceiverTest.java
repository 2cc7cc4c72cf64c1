package io.github.ecsmonitoring.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.prometheus.AlertManagerDefinition;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.sns.ITopic;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

class ReceiverTest {
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

    private Stack stackIn(String id, String account, String region) {
        return new Stack(
                app,
                id,
                StackProps.builder()
                        .env(Environment.builder()
                                .account(account)
                                .region(region)
                                .build())
                        .build());
    }

    private String definition() {
        return Synth.properties(stack, "AWS::APS::Workspace")
                .get("AlertManagerDefinition")
                .toString();
    }

    @Test
    void emailSubscribesEachAddressToAnEncryptedTopic() {
        workspace(stack, Receiver.email("oncall@example.com", "lead+alerts@example.co.uk"));
        assertThat(Template.fromStack(stack)
                        .findResources("AWS::SNS::Subscription")
                        .values())
                .extracting(subscription ->
                        Synth.map(subscription.get("Properties")).get("Endpoint"))
                .containsExactlyInAnyOrder("oncall@example.com", "lead+alerts@example.co.uk");
        assertThat(Synth.properties(stack, "AWS::SNS::Topic").toString())
                .matches("\\{KmsMasterKeyId=\\{Fn::GetAtt=\\[EcsMonitoringAlertsKey\\w{8}, Arn\\]\\}\\}");
        assertThat(definition()).endsWith("""
              receivers:
                - name: "email-oncall@example.com"
                  sns_configs:
                    - topic_arn: ", {Ref=EcsMonitoringAlertsemailoncallexamplecom063DA971}, "
                      sigv4:
                        region: ", {Ref=AWS::Region}, "
                      message: "{{ template \\"ecs-monitoring.text.message\\" . }}"
                      subject: "{{ template \\"ecs-monitoring.text.subject\\" . }}"
            """ + "]]}");
    }

    @Test
    void onlyTheWorkspaceAndTheAccountsAlarmsCanPublish() {
        Receiver email = Receiver.email("oncall@example.com");
        workspace(stack, email);
        email.addAlarm(alarm(stack, "Errors"));
        assertThat(Synth.list(Synth.map(
                                Synth.properties(stack, "AWS::SNS::TopicPolicy").get("PolicyDocument"))
                        .get("Statement")))
                .extracting(statement -> withoutIds(statement))
                .containsExactly(
                        "{Action=sns:Publish, Condition={Bool={aws:SecureTransport=false}}, Effect=Deny, Principal=*, Resource={Ref=topic}, Sid=AllowPublishThroughSSLOnly}",
                        "{Action=[sns:GetTopicAttributes, sns:Publish], Condition={ArnEquals={aws:SourceArn={Fn::GetAtt=[PrometheusWorkspace, Arn]}}, "
                                + "StringEquals={aws:SourceAccount={Ref=AWS::AccountId}}}, Effect=Allow, Principal={Service=aps.amazonaws.com}, Resource={Ref=topic}, Sid=1}",
                        "{Action=sns:Publish, Condition={ArnLike={aws:SourceArn={Fn::Join=[, [arn:, {Ref=AWS::Partition}, :cloudwatch:, {Ref=AWS::Region}, :, "
                                + "{Ref=AWS::AccountId}, :alarm:*]]}}, StringEquals={aws:SourceAccount={Ref=AWS::AccountId}}}, Effect=Allow, "
                                + "Principal={Service=cloudwatch.amazonaws.com}, Resource={Ref=topic}, Sid=2}");
    }

    private static String withoutIds(Object statement) {
        return statement.toString().replaceAll("Ref=EcsMonitoringAlerts\\w+", "Ref=topic");
    }

    @Test
    void oneKeyPerStackIsUsedByAlertManagersAndAlarms() {
        workspace(stack, Receiver.email("oncall@example.com"), Receiver.email("lead@example.com"));
        assertThat(Synth.list(Synth.map(Synth.properties(stack, "AWS::KMS::Key").get("KeyPolicy"))
                        .get("Statement")))
                .extracting(Object::toString)
                .element(1)
                .isEqualTo(
                        "{Action=[kms:Decrypt, kms:GenerateDataKey*], Condition={ArnLike={aws:SourceArn={Fn::Join=[, [arn:, {Ref=AWS::Partition}, :aps:, "
                                + "{Ref=AWS::Region}, :, {Ref=AWS::AccountId}, :workspace/*]]}}, StringEquals={aws:SourceAccount={Ref=AWS::AccountId}}}, "
                                + "Effect=Allow, Principal={Service=aps.amazonaws.com}, Resource=*}");
    }

    @Test
    void alarmsOfOtherStacksUseTheTopicOfTheWorkspace() {
        Receiver email = Receiver.email("oncall@example.com");
        workspace(stack, email);
        Stack workload = new Stack(app, "Workload");
        email.addAlarm(alarm(workload, "Errors"));
        Template.fromStack(workload).resourceCountIs("AWS::SNS::Topic", 0);
        assertThat(Synth.properties(workload, "AWS::CloudWatch::Alarm"))
                .extractingByKeys("AlarmActions", "OKActions")
                .allSatisfy(
                        actions -> assertThat(actions.toString()).contains("Fn::ImportValue=Demo:ExportsOutputRef"));
    }

    @Test
    void alarmsOfOtherRegionsGetATopicOfTheirOwn() {
        Receiver email = Receiver.email("oncall@example.com");
        Stack ireland = stackIn("Ireland", "111111111111", "eu-west-1");
        workspace(ireland, email);
        Stack virginia = stackIn("Virginia", "111111111111", "us-east-1");
        email.addAlarm(alarm(virginia, "Errors"));
        email.addAlarm(alarm(virginia, "Latency"));
        Template.fromStack(virginia).resourceCountIs("AWS::SNS::Topic", 1);
        Template.fromStack(virginia).resourceCountIs("AWS::SNS::Subscription", 1);
    }

    @Test
    void anAlarmIsAddedOnce() {
        Topic topic = new Topic(stack, "Existing");
        Alarm alarm = alarm(stack, "Errors");
        Receiver.topic(topic).withoutResolved().addAlarm(alarm);
        Receiver.topic(topic).addAlarm(alarm);
        Receiver.topic(topic).withName("other").addAlarm(alarm);
        Receiver.email("a@example.com").addAlarm(alarm);
        Receiver.email("a@example.com").addAlarm(alarm);
        assertThat(Synth.properties(stack, "AWS::CloudWatch::Alarm"))
                .extractingByKeys("AlarmActions", "OKActions")
                .allSatisfy(actions -> assertThat(Synth.list(actions)).hasSize(2));
    }

    @Test
    void anAlarmHasUpToFiveActions() {
        Alarm alarm = alarm(stack, "Errors");
        alarm.addAlarmAction(new SnsAction(new Topic(stack, "Own")));
        IntStream.range(0, 4)
                .forEach(i -> Receiver.email("person" + i + "@example.com").addAlarm(alarm));
        Receiver sixth = Receiver.email("last@example.com");
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> sixth.addAlarm(alarm))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "alarm Demo/Errors must have at most 5 actions per state, CloudWatch's limit, got one more for receiver email-last@example.com: "
                                    + "pass several addresses to one Receiver.email(...), or let the others subscribe to the topic of one Receiver.topic(...)");
        }
        Receiver.email("person0@example.com").addAlarm(alarm);
    }

    @Test
    void sendsNothingWhenResolvedIfNotWanted() {
        Receiver email = Receiver.email("oncall@example.com").withoutResolved();
        workspace(stack, email);
        email.addAlarm(alarm(stack, "Errors"));
        assertThat(definition()).contains("send_resolved: false");
        assertThat(Synth.properties(stack, "AWS::CloudWatch::Alarm"))
                .containsKey("AlarmActions")
                .doesNotContainKey("OKActions");
    }

    @Test
    void logicalIdsFollowFromTheName() {
        workspace(stack, Receiver.email("oncall@example.com").withName("people"));
        Stack other = new Stack(app, "Other");
        Receiver people =
                Receiver.email("boss@example.com", "oncall@example.com").withName("people");
        people.addAlarm(alarm(other, "Errors"));
        workspace(new Construct(other, "Elsewhere"), people);
        assertThat(Template.fromStack(stack).findResources("AWS::SNS::Topic").keySet())
                .isEqualTo(Template.fromStack(other)
                        .findResources("AWS::SNS::Topic")
                        .keySet());
    }

    @Test
    void aTopicOfTheUserIsPublishedTo() {
        Topic topic = new Topic(stack, "Existing");
        Receiver receiver = Receiver.topic(topic);
        workspace(stack, receiver);
        receiver.addAlarm(alarm(stack, "Errors"));
        assertThat(receiver.getName()).isEqualTo("topic-Existing");
        Template.fromStack(stack).resourceCountIs("AWS::SNS::Topic", 1);
        Template.fromStack(stack).resourceCountIs("AWS::KMS::Key", 0);
        assertThat(Synth.properties(stack, "AWS::SNS::TopicPolicy").toString())
                .contains("aps.amazonaws.com", "cloudwatch.amazonaws.com");
    }

    @Test
    void theKeyOfATopicOfTheUserCanBeUsed() {
        Receiver receiver = Receiver.topic(Topic.Builder.create(stack, "Encrypted")
                .masterKey(new Key(stack, "Key"))
                .build());
        workspace(stack, receiver);
        receiver.addAlarm(alarm(stack, "Errors"));
        assertThat(Synth.list(Synth.map(Synth.properties(stack, "AWS::KMS::Key").get("KeyPolicy"))
                        .get("Statement")))
                .extracting(statement -> Synth.map(Synth.map(statement).get("Principal"))
                                .get("Service") + " " + Synth.map(statement).get("Action"))
                .contains(
                        "aps.amazonaws.com [kms:Decrypt, kms:GenerateDataKey*]",
                        "cloudwatch.amazonaws.com [kms:Decrypt, kms:GenerateDataKey*]");
    }

    @Test
    void theStatementForAnImportedKeyOfATopicIsShown() {
        IKey key = Key.fromKeyArn(
                stack, "Key", "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab");
        workspace(
                stack,
                Receiver.topic(
                        Topic.Builder.create(stack, "Encrypted").masterKey(key).build()));
        assertThat(warnings()).containsExactly("""
            the policy of the key of topic Demo/Encrypted cannot be changed, since it is imported: add this statement to it:
            {
              "Effect": "Allow",
              "Principal": {"Service": "aps.amazonaws.com"},
              "Action": ["kms:Decrypt", "kms:GenerateDataKey*"],
              "Resource": "*",
              "Condition": {
                "StringEquals": {"aws:SourceAccount": "<account>"},
                "ArnLike": {"aws:SourceArn": "<ARN of the workspace or alarm>"}
              }
            } [ack: @ecs-monitoring/alerts:topicKeyPolicy]""");
    }

    @Test
    void theStatementForAnImportedTopicIsShown() {
        ITopic topic = Topic.fromTopicArn(stack, "Imported", "arn:aws:sns:eu-west-1:123456789012:alerts");
        workspace(stack, Receiver.topic(topic));
        assertThat(warnings()).containsExactly("""
            the policy of topic Demo/Imported cannot be changed, since it is imported: add this statement to it, \
            and let aps.amazonaws.com use the topic's key with kms:Decrypt and kms:GenerateDataKey*:
            {
              "Effect": "Allow",
              "Principal": {"Service": "aps.amazonaws.com"},
              "Action": ["sns:GetTopicAttributes", "sns:Publish"],
              "Resource": "arn:aws:sns:eu-west-1:123456789012:alerts",
              "Condition": {
                "StringEquals": {"aws:SourceAccount": "<account>"},
                "ArnEquals": {"aws:SourceArn": "<ARN of the workspace or alarm>"}
              }
            } [ack: @ecs-monitoring/alerts:topicPolicy]""");
    }

    private List<String> warnings() {
        return Annotations.fromStack(stack).findWarning("*", Match.anyValue()).stream()
                .map(warning -> warning.getEntry().getData().toString())
                .toList();
    }

    @Test
    void rejectsAFifoTopic() {
        ITopic topic = Topic.fromTopicArn(stack, "Imported", "arn:aws:sns:eu-west-1:123456789012:alerts.fifo");
        assertThatThrownBy(() -> Receiver.topic(topic))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "topic of a receiver must be a standard topic, got the FIFO topic Demo/Imported, to which an alert manager cannot publish");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "oncall", "oncall@", "@example.com", "a b@example.com", "oncall@example", "a@b.c, d@e.f"})
    void rejectsAnInvalidAddress(String address) {
        assertThatThrownBy(() -> Receiver.email(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("address of an e-mail receiver must look like oncall@example.com, got \"" + address + "\"");
    }

    @Test
    void rejectsNoAddressAndTheSameTwice() {
        assertThatThrownBy(Receiver::email).hasMessage("an e-mail receiver must have at least one address, got none");
        assertThatThrownBy(() -> Receiver.email("a@example.com", "a@example.com"))
                .hasMessage("an e-mail receiver must have each address once, got [a@example.com, a@example.com]");
    }

    @Test
    void rejectsANameThatCannotBePartOfALogicalId() {
        Receiver receiver = Receiver.email("a@example.com");
        assertThatThrownBy(() -> receiver.withName("on call"))
                .hasMessage("name of a receiver must match [A-Za-z0-9][A-Za-z0-9_.@+-]{0,99}, got \"on call\"");
    }

    @Test
    void rejectsTwoReceiversOfOneNameInAStack() {
        workspace(stack, Receiver.email("a@example.com").withName("people"));
        Receiver other = Receiver.email("b@example.com").withName("people");
        Alarm alarm = alarm(stack, "Errors");
        assertThatThrownBy(() -> other.addAlarm(alarm))
                .hasMessage(
                        "name of a receiver must be unique within a stack, got \"people\" twice in Demo: name one with withName(...)");
    }

    @Test
    void rejectsAWorkspaceOfAnotherAccountOrRegion() {
        Stack ireland = stackIn("Ireland", "111111111111", "eu-west-1");
        Receiver email = Receiver.email("oncall@example.com");
        List.of(
                        Map.entry(
                                "arn:aws:aps:eu-west-1:222222222222:workspace/ws-1",
                                "account of its workspace, 222222222222, got 111111111111"),
                        Map.entry(
                                "arn:aws:aps:us-east-1:111111111111:workspace/ws-1",
                                "region of its workspace, us-east-1, got eu-west-1"))
                .forEach(other -> assertThatThrownBy(() -> email.bind(
                                ireland,
                                PrometheusWorkspace.fromWorkspaceArn(ireland, "W" + other.hashCode(), other.getKey())))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("receiver email-oncall@example.com must be in the " + other.getValue()));
    }
}
