package io.github.ecsmonitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.SerializationFeature;
import io.github.ecsmonitoring.alerting.Receiver;
import io.github.ecsmonitoring.grafana.service.GrafanaService;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import io.github.ecsmonitoring.task.SummaryNotes;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.kms.Key;

class EncryptionTest {
    private static final String IMPORTED =
            "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    /** The property with the key, for each type that the library creates. */
    private static final Map<String, String> KEYS = new TreeMap<>(Map.of(
            "AWS::APS::Workspace", "KmsKeyArn",
            "AWS::Logs::LogGroup", "KmsKeyId",
            "AWS::SNS::Topic", "KmsMasterKeyId",
            "AWS::SQS::Queue", "KmsMasterKeyId",
            "AWS::SecretsManager::Secret", "KmsKeyId",
            "AWS::Lambda::Function", "KmsKeyArn"));

    private final App app = Synth.app();
    private final Stack stack = stack("Demo", "eu-west-1");

    private Stack stack(String id, String region) {
        return new Stack(
                app,
                id,
                StackProps.builder()
                        .env(Environment.builder()
                                .account("123456789012")
                                .region(region)
                                .build())
                        .build());
    }

    private EcsMonitoring.Builder monitoring(IKey key) {
        return EcsMonitoring.Builder.create(stack, "Monitoring")
                .encryptionKey(key)
                .alerts(Receiver.email("oncall@example.com"));
    }

    private static FargateTaskDefinition task(Stack stack) {
        FargateTaskDefinition task = FargateTaskDefinition.Builder.create(stack, "Orders")
                .memoryLimitMiB(1024)
                .build();
        task.addContainer(
                "app",
                ContainerDefinitionOptions.builder()
                        .image(ContainerImage.fromRegistry("example/orders:1"))
                        .build());
        return task;
    }

    /** Everything that the library creates, in one stack. */
    private void createAll(IKey key) {
        EcsMonitoring monitoring = monitoring(key).build();
        Cluster cluster = new Cluster(stack, "Cluster");
        GrafanaService.Builder.create(stack, "Grafana")
                .vpc(cluster.getVpc())
                .withoutCertificate()
                .build();
        monitoring.alertOnEvents(cluster);
        monitoring.monitor(task(stack));
    }

    @Test
    void encryptsAllThatTheLibraryCreates() {
        createAll(Key.Builder.create(stack, "Key").enableKeyRotation(true).build());
        Template template = Template.fromStack(stack);
        StringJoiner keys = new StringJoiner("\n");
        KEYS.forEach((type, property) -> new TreeMap<>(template.findResources(type))
                .forEach((id, resource) -> keys.add(type + " " + id.replaceAll("[0-9A-F]{8}$", "") + " "
                        + Synth.map(resource.get("Properties")).get(property))));
        assertThat(keys.toString().replace("{Fn::GetAtt=[Key961B73FD, Arn]}", "KEY"))
                .isEqualTo("""
                AWS::APS::Workspace PrometheusWorkspace KEY
                AWS::Lambda::Function CustomVpcRestrictDefaultSGCustomResourceProviderHandler null
                AWS::Lambda::Function EcsEvents94848827Function KEY
                AWS::Lambda::Function GrafanaPublisher9f483e49Function null
                AWS::Logs::LogGroup EcsEvents94848827Logs KEY
                AWS::Logs::LogGroup GrafanaLogs KEY
                AWS::Logs::LogGroup GrafanaPublisher9f483e49Logs KEY
                AWS::Logs::LogGroup MonitoringRuleLogs KEY
                AWS::Logs::LogGroup MonitoringSidecarLogs KEY
                AWS::SNS::Topic EcsMonitoringAlertsemailoncallexamplecom KEY
                AWS::SNS::Topic MonitoringPrometheusDeadMansSwitchHeartbeats KEY
                AWS::SQS::Queue EcsEvents94848827LostEvents KEY
                AWS::SecretsManager::Secret GrafanaAdmin KEY
                AWS::SecretsManager::Secret GrafanaSecretKey KEY""");
    }

    @Test
    void theKeyAllowsWhatEachServiceNeeds() throws Exception {
        createAll(Key.Builder.create(stack, "Key").build());
        Object policy = Synth.properties(stack, "AWS::KMS::Key").get("KeyPolicy");
        assertThat(Synth.JSON
                        .writer()
                        .with(SerializationFeature.INDENT_OUTPUT, SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                        .writeValueAsString(Synth.map(policy).get("Statement")))
                .isEqualTo("""
                        [ {
                          "Action" : "kms:*",
                          "Effect" : "Allow",
                          "Principal" : {
                            "AWS" : "arn:aws:iam::123456789012:root"
                          },
                          "Resource" : "*"
                        }, {
                          "Action" : [ "kms:Decrypt*", "kms:Describe*", "kms:Encrypt*", "kms:GenerateDataKey*", "kms:ReEncrypt*" ],
                          "Condition" : {
                            "ArnLike" : {
                              "kms:EncryptionContext:aws:logs:arn" : "arn:aws:logs:eu-west-1:123456789012:log-group:*"
                            }
                          },
                          "Effect" : "Allow",
                          "Principal" : {
                            "Service" : "logs.eu-west-1.amazonaws.com"
                          },
                          "Resource" : "*"
                        }, {
                          "Action" : [ "kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey" ],
                          "Condition" : {
                            "StringEquals" : {
                              "kms:CallerAccount" : "123456789012",
                              "kms:ViaService" : "aps.eu-west-1.amazonaws.com"
                            }
                          },
                          "Effect" : "Allow",
                          "Principal" : {
                            "AWS" : "*"
                          },
                          "Resource" : "*"
                        }, {
                          "Action" : [ "kms:Decrypt", "kms:GenerateDataKey*" ],
                          "Condition" : {
                            "ArnLike" : {
                              "aws:SourceArn" : "arn:aws:aps:eu-west-1:123456789012:workspace/*"
                            },
                            "StringEquals" : {
                              "aws:SourceAccount" : "123456789012"
                            }
                          },
                          "Effect" : "Allow",
                          "Principal" : {
                            "Service" : "aps.amazonaws.com"
                          },
                          "Resource" : "*"
                        }, {
                          "Action" : [ "kms:Decrypt", "kms:GenerateDataKey*" ],
                          "Condition" : {
                            "ArnLike" : {
                              "aws:SourceArn" : "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:*"
                            },
                            "StringEquals" : {
                              "aws:SourceAccount" : "123456789012"
                            }
                          },
                          "Effect" : "Allow",
                          "Principal" : {
                            "Service" : "cloudwatch.amazonaws.com"
                          },
                          "Resource" : "*"
                        }, {
                          "Action" : [ "kms:Decrypt", "kms:GenerateDataKey*" ],
                          "Condition" : {
                            "ArnLike" : {
                              "aws:SourceArn" : "arn:aws:events:eu-west-1:123456789012:rule/*"
                            },
                            "StringEquals" : {
                              "aws:SourceAccount" : "123456789012"
                            }
                          },
                          "Effect" : "Allow",
                          "Principal" : {
                            "Service" : "events.amazonaws.com"
                          },
                          "Resource" : "*"
                        } ]""");
    }

    @Test
    void resourcesOfAnotherStackUseTheKeyToo() {
        EcsMonitoring monitoring = monitoring(new Key(stack, "Key")).build();
        Stack other = stack("Other", "eu-west-1");
        Cluster cluster = new Cluster(other, "Cluster");
        GrafanaService.Builder.create(other, "Grafana")
                .vpc(cluster.getVpc())
                .withoutCertificate()
                .build();
        monitoring.alertOnEvents(cluster);
        assertThat(Template.fromStack(other)
                        .findResources("AWS::SecretsManager::Secret")
                        .toString())
                .contains("KmsKeyId={Fn::ImportValue=Demo:ExportsOutputFnGetAttKey");
    }

    @Test
    void showsTheStatementsThatAnImportedKeyNeeds() {
        createAll(Key.fromKeyArn(stack, "Key", IMPORTED));
        assertThat(
                        Annotations.fromStack(stack)
                                .findWarning("*", Match.stringLikeRegexp(".*the policy of key Demo/Key.*"))
                                .stream()
                                .map(warning ->
                                        String.valueOf(warning.getEntry().getData())))
                .hasSize(4)
                .anyMatch(text -> text.contains("logs.<region>.amazonaws.com"))
                .anyMatch(text -> text.contains("aps.amazonaws.com"))
                .anyMatch(text -> text.contains("cloudwatch.amazonaws.com"))
                .anyMatch(text -> text.contains("events.amazonaws.com"));
    }

    @Test
    void notesWhatIsInAnotherRegion() {
        EcsMonitoring monitoring = monitoring(new Key(stack, "Key")).build();
        Stack other = stack("Other", "us-east-1");
        monitoring.monitor(task(other));
        app.synth();
        assertThat(SummaryNotes.of(app))
                .contains("encryptionKey(...) of Demo/Monitoring does not apply in other accounts and regions, to "
                        + "Other/Orders/EcsTaskMonitoring/Logs/Resource");
    }

    @Test
    void rejectsWhatWasCreatedBefore() {
        GrafanaService.Builder.create(stack, "Grafana")
                .vpc(new Cluster(stack, "Cluster").getVpc())
                .withoutCertificate()
                .build();
        monitoring(new Key(stack, "Key")).build();
        assertThatThrownBy(app::synth)
                .hasMessageContaining(
                        "[Demo/Monitoring/EncryptionCheck] encryptionKey(...) of Demo/Monitoring does not apply to what was created before it: "
                                + "Demo/Grafana/Admin/Resource, Demo/Grafana/SecretKey/Resource, Demo/Grafana/Logs/Resource: create it after the EcsMonitoring");
    }

    @Test
    void aWorkspaceThatIsPassedKeepsItsKey() {
        monitoring(new Key(stack, "Key"))
                .workspace(
                        PrometheusWorkspace.Builder.create(stack, "Prometheus").build())
                .build();
        assertThat(Synth.properties(stack, "AWS::APS::Workspace")).doesNotContainKey("KmsKeyArn");
        assertThat(SummaryNotes.of(app))
                .contains(
                        "encryptionKey(...) of Demo/Monitoring does not apply to a workspace that was passed to it, which has an encryptionKey(...) of its "
                                + "own: Demo/Prometheus/Resource");
    }

    @Test
    void rejectsASecondKey() {
        monitoring(new Key(stack, "Key")).build();
        EcsMonitoring.Builder second =
                EcsMonitoring.Builder.create(stack, "Second").encryptionKey(new Key(stack, "Other"));
        assertThatThrownBy(second::build)
                .hasMessage(
                        "encryptionKey(...) of Demo/Second must be the same for all EcsMonitoring of a stage, account and region, got Demo/Other "
                                + "after Demo/Key");
    }

    @Test
    void rejectsAnAlias() {
        EcsMonitoring.Builder builder =
                monitoring(software.amazon.awscdk.services.kms.Alias.fromAliasName(stack, "Key", "alias/monitoring"));
        assertThatThrownBy(builder::build)
                .hasMessage(
                        "encryptionKey must be a key, got the alias Demo/Key: pass its key, for example with Key.fromKeyArn");
    }
}
