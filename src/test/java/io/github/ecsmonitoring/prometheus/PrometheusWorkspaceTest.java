package io.github.ecsmonitoring.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.Synth;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.logs.LogGroup;

class PrometheusWorkspaceTest {
    private static final String ARN = "arn:aws:aps:eu-west-1:123456789012:workspace/ws-0a1b2c3d";
    private final Stack stack = Synth.stack();

    private PrometheusWorkspace.Builder workspace() {
        return PrometheusWorkspace.Builder.create(stack, "Prometheus");
    }

    @Test
    void isRetainedUnderAFixedLogicalId() {
        workspace().build();
        assertThat(Template.fromStack(stack).findResources("AWS::APS::Workspace"))
                .containsOnlyKeys("PrometheusWorkspace");
        assertThat(Synth.resource(stack, "AWS::APS::Workspace"))
                .containsEntry("DeletionPolicy", "RetainExceptOnCreate")
                .containsEntry("UpdateReplacePolicy", "Retain");
    }

    @Test
    void appliesAllOptions() {
        LogGroup logs = new LogGroup(stack, "Logs");
        workspace()
                .alias("production")
                .retentionDays(400)
                .logGroup(logs)
                .removalPolicy(RemovalPolicy.DESTROY)
                .logicalId("Second")
                .build();
        assertThat(Synth.resource(stack, "AWS::APS::Workspace")).containsEntry("DeletionPolicy", "Delete");
        assertThat(Synth.properties(stack, "AWS::APS::Workspace"))
                .hasToString("{Alias=production, LoggingConfiguration={LogGroupArn={Fn::GetAtt=[Logs6819BB44, Arn]}}, "
                        + "WorkspaceConfiguration={RetentionPeriodInDays=400, RuleQueryOffsetInSeconds=15}}");
    }

    @Test
    void installsBundledRulesByWorkspaceArn() throws Exception {
        workspace().build();
        Map<String, Object> arn = Map.of("Fn::GetAtt", List.of("PrometheusWorkspace", "Arn"));
        assertThat(Template.fromStack(stack)
                        .findResources("AWS::APS::RuleGroupsNamespace")
                        .values())
                .extracting(rules -> rules.get("Properties"))
                .containsExactlyInAnyOrderElementsOf(RuleText.BUNDLED.stream()
                        .map(name -> Map.of("Name", name, "Workspace", arn, "Data", rulesFile(name)))
                        .toList());
    }

    private static String rulesFile(String name) {
        try {
            return Files.readString(Path.of("../dashboards/rules", name + ".yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void bundlesEveryRulesFileOfTheRepository() {
        assertThat(RuleText.BUNDLED.stream().map(name -> name + ".yaml"))
                .containsExactlyInAnyOrder(Path.of("../dashboards/rules")
                        .toFile()
                        .list((folder, name) -> name.endsWith(".yaml") && !name.endsWith("test.yaml")));
    }

    @Test
    void buildsUrlsFromRegionAndId() {
        PrometheusWorkspace workspace = workspace().build();
        assertThat(stack.resolve(workspace.getRemoteWriteUrl()))
                .hasToString(
                        "{Fn::Join=[, [https://aps-workspaces., {Ref=AWS::Region}, ., {Ref=AWS::URLSuffix}, /workspaces/, "
                                + "{Fn::GetAtt=[PrometheusWorkspace, WorkspaceId]}, /api/v1/remote_write]]}");
    }

    @Test
    void allowsUseOfItsKeyThroughAmpOnly() {
        workspace().encryptionKey(Key.Builder.create(stack, "Key").build()).build();
        assertThat(Synth.properties(stack, "AWS::APS::Workspace").get("KmsKeyArn"))
                .hasToString("{Fn::GetAtt=[Key961B73FD, Arn]}");
        assertThat(Synth.list(Synth.map(Synth.properties(stack, "AWS::KMS::Key").get("KeyPolicy"))
                                .get("Statement"))
                        .get(1))
                .hasToString(
                        "{Action=[kms:CreateGrant, kms:Decrypt, kms:DescribeKey, kms:GenerateDataKey], "
                                + "Condition={StringEquals={kms:CallerAccount={Ref=AWS::AccountId}, "
                                + "kms:ViaService={Fn::Join=[, [aps., {Ref=AWS::Region}, .amazonaws.com]]}}}, Effect=Allow, Principal={AWS=*}, Resource=*}");
    }

    @Test
    void importsAWorkspaceOfAnotherRegionAndAccount() {
        IPrometheusWorkspace imported = PrometheusWorkspace.fromWorkspaceArn(stack, "Imported", ARN);
        assertThat(imported.getWorkspaceId()).isEqualTo("ws-0a1b2c3d");
        assertThat(imported.getWorkspaceRegion()).isEqualTo("eu-west-1");
        assertThat(stack.resolve(imported.getQueryUrl()))
                .hasToString(
                        "{Fn::Join=[, [https://aps-workspaces.eu-west-1., {Ref=AWS::URLSuffix}, /workspaces/ws-0a1b2c3d]]}");
        assertThat(Synth.template(stack)).doesNotContainKey("Resources");
    }

    @Test
    void importsAnArnThatIsAToken() {
        IPrometheusWorkspace imported =
                PrometheusWorkspace.fromWorkspaceArn(stack, "Imported", Fn.importValue("WorkspaceArn"));
        assertThat(stack.resolve(imported.getWorkspaceRegion()))
                .hasToString("{Fn::Select=[3, {Fn::Split=[:, {Fn::ImportValue=WorkspaceArn}]}]}");
        assertThat(stack.resolve(imported.getWorkspaceId()).toString())
                .contains("Fn::Select", "Fn::ImportValue=WorkspaceArn");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ws-0a1b2c3d",
                "arn:aws:aps:eu-west-1:123456789012:workspace/0a1b2c3d",
                "arn:aws:aps:eu-west-1:123456789012:workspace/",
                "arn:aws:aps:eu-west-1:12:workspace/ws-1",
                "arn:aws:s3:::bucket",
                "arn:aws:aps:eu-west-1:123456789012:rulegroupsnamespace/ws-1/x"
            })
    void rejectsAnArnOfAnotherResource(String arn) {
        assertThatThrownBy(() -> PrometheusWorkspace.fromWorkspaceArn(stack, "Imported", arn))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "workspaceArn must look like arn:aws:aps:REGION:ACCOUNT:workspace/ws-ID, got \"" + arn + "\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1096})
    void rejectsARetentionOutsideOfAmpsRange(int days) {
        PrometheusWorkspace.Builder builder = workspace();
        assertThatThrownBy(() -> builder.retentionDays(days))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("retentionDays must be 1 to 1095, got " + days);
    }

    @Test
    void rejectsABlankAlias() {
        PrometheusWorkspace.Builder builder = workspace();
        assertThatThrownBy(() -> builder.alias(" ")).hasMessage("alias must have 1 to 100 characters, got \" \"");
    }

    @Test
    void rejectsASecondWorkspaceWithTheSameLogicalId() {
        workspace().build();
        PrometheusWorkspace.Builder second = PrometheusWorkspace.Builder.create(stack, "Second");
        assertThatThrownBy(second::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "logicalId must be unique within a stack, got PrometheusWorkspace, which Demo/Prometheus/Resource has already: set another one with "
                                + "logicalId(...), or pass the same workspace to both EcsMonitoring constructs with workspace(...)");
        second.logicalId("SecondWorkspace").build();
        Template.fromStack(stack).resourceCountIs("AWS::APS::Workspace", 2);
    }

    @Test
    void acceptsAliasesOfUpToAHundredCharacters() {
        workspace().alias("a".repeat(100)).build();
        assertThat(Synth.properties(stack, "AWS::APS::Workspace")).containsEntry("Alias", "a".repeat(100));
        PrometheusWorkspace.Builder builder = workspace();
        assertThatThrownBy(() -> builder.alias("a".repeat(101)))
                .hasMessage("alias must have 1 to 100 characters, got \"" + "a".repeat(101) + "\"");
    }
}
