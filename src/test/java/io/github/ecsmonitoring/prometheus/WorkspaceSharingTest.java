package io.github.ecsmonitoring.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.Synth;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;

/**
 * A workspace in account 111122223333 that others use: 444455556666 by its id, 777788889999 as a member of
 * o-a1b2c3d4e5.
 */
class WorkspaceSharingTest {
    private static final String WORKSPACE = "arn:aws:aps:eu-west-1:111122223333:workspace/ws-1";
    private static final String OTHER_WORKSPACE = "arn:aws:aps:eu-west-1:111122223333:workspace/ws-2";
    private static final String KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    private static final String ROLE = "arn:aws:iam::111122223333:role/prometheus-writer";
    private static final Map<String, String> VALUES = Map.of(
            "PrometheusWorkspace.Arn", WORKSPACE,
            "AWS::Partition", "aws",
            "Key961B73FD.Arn", KEY);
    private static final Map<String, String> BY_ACCOUNT =
            Map.of("aws:PrincipalAccount", "444455556666", "aws:PrincipalOrgID", "o-0000000000");
    private static final Map<String, String> BY_ORGANIZATION =
            Map.of("aws:PrincipalAccount", "777788889999", "aws:PrincipalOrgID", "o-a1b2c3d4e5");
    private static final Map<String, String> STRANGER =
            Map.of("aws:PrincipalAccount", "000011112222", "aws:PrincipalOrgID", "o-0000000000");

    private final Stack stack = new Stack(
            Synth.app(),
            "Demo",
            StackProps.builder()
                    .env(Environment.builder()
                            .account("111122223333")
                            .region("eu-west-1")
                            .build())
                    .build());

    private PrometheusWorkspace.Builder workspace() {
        return PrometheusWorkspace.Builder.create(stack, "Prometheus").withoutBundledRules();
    }

    private Role role() {
        return Role.Builder.create(stack, "Role")
                .assumedBy(new ServicePrincipal("ecs-tasks.amazonaws.com"))
                .build();
    }

    private IamPolicy resourcePolicy() throws Exception {
        return IamPolicy.ofText(
                Synth.properties(stack, "AWS::APS::ResourcePolicy").get("PolicyDocument"), VALUES);
    }

    @Test
    void hasNoResourcePolicyByDefault() {
        workspace().build();
        Template.fromStack(stack).resourceCountIs("AWS::APS::ResourcePolicy", 0);
    }

    @Test
    void writersMayWriteAndReadersMayQueryThisWorkspaceOnly() throws Exception {
        workspace()
                .writers(TrustedAccounts.accounts("444455556666"))
                .readers(TrustedAccounts.organization("o-a1b2c3d4e5"))
                .build();
        assertThat(Synth.properties(stack, "AWS::APS::ResourcePolicy").get("WorkspaceArn"))
                .hasToString("{Fn::GetAtt=[PrometheusWorkspace, Arn]}");
        IamPolicy policy = resourcePolicy();
        assertThat(policy.allows("aps:RemoteWrite", WORKSPACE, BY_ACCOUNT)).isTrue();
        assertThat(policy.allows("aps:CreateAlertManagerAlerts", WORKSPACE, BY_ACCOUNT))
                .isFalse();
        assertThat(policy.allows("aps:QueryMetrics", WORKSPACE, BY_ACCOUNT)).isFalse();
        assertThat(WorkspacePermissions.QUERY).allMatch(action -> policy.allows(action, WORKSPACE, BY_ORGANIZATION));
        assertThat(policy.allows("aps:RemoteWrite", WORKSPACE, BY_ORGANIZATION)).isFalse();
        assertThat(policy.allows("aps:RemoteWrite", WORKSPACE, STRANGER)).isFalse();
        assertThat(policy.allows("aps:QueryMetrics", WORKSPACE, STRANGER)).isFalse();
        assertThat(policy.allows("aps:RemoteWrite", OTHER_WORKSPACE, BY_ACCOUNT))
                .isFalse();
    }

    @Test
    void alertSendersMaySendAlertsOnly() throws Exception {
        workspace().alertSenders(TrustedAccounts.accounts("444455556666")).build();
        IamPolicy policy = resourcePolicy();
        assertThat(policy.allows("aps:CreateAlertManagerAlerts", WORKSPACE, BY_ACCOUNT))
                .isTrue();
        assertThat(policy.allows("aps:CreateAlertManagerAlerts", WORKSPACE, STRANGER))
                .isFalse();
        assertThat(policy.allows("aps:RemoteWrite", WORKSPACE, BY_ACCOUNT)).isFalse();
    }

    @Test
    void resourcePolicyReadsAsFollows() throws Exception {
        workspace()
                .writers(
                        TrustedAccounts.accounts("444455556666", "555566667777"),
                        TrustedAccounts.organization("o-a1b2c3d4e5"))
                .build();
        Map<?, ?> document = Synth.map(Synth.properties(stack, "AWS::APS::ResourcePolicy"));
        String text = Synth.JSON
                .writeValueAsString(document.get("PolicyDocument"))
                .replace("\\\"", "'")
                .replace("{\"Fn::GetAtt\":[\"PrometheusWorkspace\",\"Arn\"]}", "<workspace>");
        assertThat(text)
                .isEqualTo(
                        "{\"Fn::Join\":[\"\",[\"{'Statement':["
                                + "{'Action':'aps:RemoteWrite','Effect':'Allow','Principal':{'AWS':['arn:aws:iam::444455556666:root',"
                                + "'arn:aws:iam::555566667777:root']},'Resource':'\",<workspace>,\"'},"
                                + "{'Action':'aps:RemoteWrite','Condition':{'StringEquals':{'aws:PrincipalOrgID':'o-a1b2c3d4e5'}},"
                                + "'Effect':'Allow','Principal':{'AWS':'*'},'Resource':'\",<workspace>,\"'}],'Version':'2012-10-17'}\"]]}");
    }

    @Test
    void trustedAccountsMayUseTheKeyThroughAmpOnly() {
        Key key = Key.Builder.create(stack, "Key").build();
        workspace()
                .encryptionKey(key)
                .writers(TrustedAccounts.accounts("444455556666"))
                .readers(TrustedAccounts.organization("o-a1b2c3d4e5"))
                .build();
        IamPolicy policy = IamPolicy.of(
                Synth.properties(stack, "AWS::KMS::Key").get("KeyPolicy"), Map.of("AWS::Partition", "aws"));
        assertThat(policy.allows("kms:Decrypt", KEY, through("aps.eu-west-1.amazonaws.com", BY_ACCOUNT)))
                .isTrue();
        assertThat(policy.allows("kms:GenerateDataKey", KEY, through("aps.eu-west-1.amazonaws.com", BY_ORGANIZATION)))
                .isTrue();
        assertThat(policy.allows("kms:Decrypt", KEY, through("aps.eu-west-1.amazonaws.com", STRANGER)))
                .isFalse();
        assertThat(policy.allows("kms:Decrypt", KEY, through("s3.eu-west-1.amazonaws.com", BY_ACCOUNT)))
                .isFalse();
        assertThat(policy.allows("kms:CreateGrant", KEY, through("aps.eu-west-1.amazonaws.com", BY_ACCOUNT)))
                .isFalse();
    }

    private static Map<String, String> through(String service, Map<String, String> caller) {
        Map<String, String> context = new TreeMap<>(caller);
        context.put("kms:ViaService", service);
        context.put("kms:CallerAccount", caller.get("aws:PrincipalAccount"));
        return context;
    }

    @Test
    void warnsIfTheKeysPolicyIsElsewhere() {
        PrometheusWorkspace.Builder builder = workspace().encryptionKey(Key.fromKeyArn(stack, "Key", KEY));
        builder.build();
        Annotations.fromStack(stack).hasNoWarning("*", Match.anyValue());
        PrometheusWorkspace.Builder.create(stack, "Shared")
                .logicalId("Shared")
                .encryptionKey(Key.fromKeyArn(stack, "SameKey", KEY))
                .writers(TrustedAccounts.accounts("444455556666"))
                .build();
        Annotations.fromStack(stack)
                .hasWarning(
                        "/Demo/Shared",
                        Match.stringLikeRegexp(
                                "the policy of the imported key must allow the accounts that share the workspace to use it: "
                                        + "kms:DescribeKey, kms:GenerateDataKey, kms:Decrypt with kms:ViaService = aps.eu-west-1.amazonaws.com.*"));
    }

    @Test
    void writerOfAnotherAccountNeedsTheKeyInItsOwnPolicyToo() {
        PrometheusWorkspace.fromWorkspaceAttributes(
                        stack, "Hub", WorkspaceAttributes.of(WORKSPACE).encryptionKeyArn(KEY))
                .grantRemoteWrite(role());
        IamPolicy policy = IamPolicy.ofRoles(stack, VALUES);
        Map<String, String> throughAmp = Map.of("kms:ViaService", "aps.eu-west-1.amazonaws.com");
        assertThat(policy.allows("aps:RemoteWrite", WORKSPACE)).isTrue();
        assertThat(policy.allows("kms:Decrypt", KEY, throughAmp)).isTrue();
        assertThat(policy.allows("kms:GenerateDataKey", KEY, throughAmp)).isTrue();
        assertThat(policy.allows("kms:Decrypt", KEY)).isFalse();
        assertThat(policy.allows("kms:CreateGrant", KEY, throughAmp)).isFalse();
    }

    @Test
    void messageOfAnImmutableRoleContainsTheKeysPolicyToo() {
        IPrometheusWorkspace hub = PrometheusWorkspace.fromWorkspaceAttributes(
                stack, "Hub", WorkspaceAttributes.of(WORKSPACE).encryptionKeyArn(KEY));
        Role role = role();
        assertThatThrownBy(() -> hub.grantRemoteWrite(role.withoutPolicyUpdates()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("""
            role Demo/ImmutableRoleRole cannot be extended (it is imported or immutable) and lacks \
            aps:RemoteWrite on workspace Demo/Hub, and \
            kms:DescribeKey, kms:GenerateDataKey, kms:Decrypt on key of workspace Demo/Hub: attach this policy to it:
            {
              "Version": "2012-10-17",
              "Statement": [{
                "Effect": "Allow",
                "Action": ["aps:RemoteWrite"],
                "Resource": "arn:aws:aps:eu-west-1:111122223333:workspace/ws-1"
              }, {
                "Effect": "Allow",
                "Action": ["kms:DescribeKey", "kms:GenerateDataKey", "kms:Decrypt"],
                "Resource": "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
                "Condition": {"StringEquals": {"kms:ViaService": "aps.eu-west-1.amazonaws.com"}}
              }]
            }""");
    }

    @Test
    void writerWithARoleMayAssumeItAndNothingElse() {
        IPrometheusWorkspace hub = PrometheusWorkspace.fromWorkspaceAttributes(
                stack,
                "Hub",
                WorkspaceAttributes.of(WORKSPACE).encryptionKeyArn(KEY).writerRoleArn(ROLE));
        hub.grantRemoteWrite(role());
        assertThat(hub.getWriterRoleArn()).contains(ROLE);
        assertThat(Synth.map(Synth.properties(stack, "AWS::IAM::Policy").get("PolicyDocument"))
                        .get("Statement"))
                .hasToString("[{Action=sts:AssumeRole, Effect=Allow, Resource=" + ROLE + "}]");
    }

    @Test
    void writerRoleCanBeAssumedByTrustedAccountsAndMayWrite() {
        WorkspaceWriterRole.Builder.create(stack, "Writer")
                .workspace(workspace().build())
                .roleName("prometheus-writer")
                .trusted(TrustedAccounts.accounts("444455556666"), TrustedAccounts.organization("o-a1b2c3d4e5"))
                .build();
        Map<String, Object> role = Synth.properties(stack, "AWS::IAM::Role");
        assertThat(role).containsEntry("RoleName", "prometheus-writer");
        assertThat(Synth.map(role.get("AssumeRolePolicyDocument")).get("Statement"))
                .hasToString(
                        "[{Action=sts:AssumeRole, Effect=Allow, Principal={AWS=arn:aws:iam::444455556666:root}}, {Action=sts:AssumeRole, "
                                + "Condition={StringEquals={aws:PrincipalOrgID=o-a1b2c3d4e5}}, Effect=Allow, Principal={AWS=*}}]");
        IamPolicy policy = IamPolicy.ofRoles(stack, VALUES);
        assertThat(policy.allows("aps:RemoteWrite", WORKSPACE)).isTrue();
        assertThat(policy.allows("aps:RemoteWrite", OTHER_WORKSPACE)).isFalse();
        assertThat(policy.allows("aps:QueryMetrics", WORKSPACE)).isFalse();
    }

    @Test
    void rejectsAWriterRoleThatNobodyOrAnotherRoleUses() {
        WorkspaceWriterRole.Builder nobody = WorkspaceWriterRole.Builder.create(stack, "Writer")
                .workspace(workspace().build());
        assertThatThrownBy(nobody::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("trusted(...) must name the accounts that may assume the role, got none");
        WorkspaceWriterRole.Builder chained = WorkspaceWriterRole.Builder.create(stack, "Writer")
                .workspace(PrometheusWorkspace.fromWorkspaceAttributes(
                        stack, "Hub", WorkspaceAttributes.of(WORKSPACE).writerRoleArn(ROLE)))
                .trusted(TrustedAccounts.accounts("444455556666"));
        assertThatThrownBy(chained::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("workspace Demo/Hub must have no writer role, got " + ROLE
                        + ": import it without writerRoleArn");
        assertThatThrownBy(() -> chained.roleName("a b"))
                .hasMessage("roleName must match [A-Za-z0-9+=,.@_-]{1,64}, got \"a b\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "44445555666", "4444555566667", "arn:aws:iam::444455556666:root", "4444-5555-6666"})
    void rejectsWhatIsNotAnAccountId(String id) {
        assertThatThrownBy(() -> TrustedAccounts.accounts("111122223333", id))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("id of a trusted account must match [0-9]{12}, got \"" + id + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a1b2c3d4e5", "o-short", "o-A1B2C3D4E5", "ou-ab12-cdefgh34"})
    void rejectsWhatIsNotAnOrganizationId(String id) {
        assertThatThrownBy(() -> TrustedAccounts.organization(id))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("id of a trusted organization must match o-[a-z0-9]{10,32}, got \"" + id + "\"");
    }

    @Test
    void rejectsAnEmptyListOfAccounts() {
        assertThatThrownBy(TrustedAccounts::accounts).hasMessage("trusted accounts must be one or more, got none");
    }

    @Test
    void rejectsArnsOfOtherResources() {
        WorkspaceAttributes hub = WorkspaceAttributes.of(WORKSPACE);
        assertThatThrownBy(() -> hub.writerRoleArn("prometheus-writer"))
                .hasMessage("writerRoleArn must look like arn:aws:iam::ACCOUNT:role/NAME, got \"prometheus-writer\"");
        assertThatThrownBy(() -> hub.encryptionKeyArn("alias/prometheus"))
                .hasMessage(
                        "encryptionKeyArn must look like arn:aws:kms:REGION:ACCOUNT:key/ID, got \"alias/prometheus\"");
    }
}
