package io.github.ecsmonitoring.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.Synth;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.grafana.CfnWorkspace;

class GrafanaRoleAssignmentTest {
    private static final String ANNA = "9067f5c6d7-1a2b3c4d-1111-2222-3333-444455556666";
    private static final String TEAM = "1a2b3c4d-1111-2222-3333-4444555566aa";

    private final Stack stack = Synth.stack();
    private final GrafanaWorkspace grafana =
            GrafanaWorkspace.Builder.create(stack, "Grafana").build();

    private GrafanaRoleAssignment.Builder roles() {
        return GrafanaRoleAssignment.Builder.create(stack, "Roles").workspace(grafana);
    }

    @Test
    void idsOfUsersAndGroupsBecomeProperties() {
        roles().admins(ANNA).viewers(TEAM).build();
        assertThat(Synth.properties(stack, "Custom::GrafanaRoleAssignment"))
                .containsEntry("Admins", List.of(ANNA))
                .containsEntry("Editors", List.of())
                .containsEntry("Viewers", List.of(TEAM))
                .containsEntry("FailOnError", "false")
                .containsEntry("ServiceTimeout", "960")
                .extractingByKey("WorkspaceId")
                .hasToString("{Fn::GetAtt=[GrafanaWorkspace, Id]}");
    }

    @Test
    void functionMayAssignRolesOfTheWorkspaceAndReadIdentityCenter() {
        roles().admins(ANNA).build();
        assertThat(Template.fromStack(stack).findResources("AWS::IAM::Policy").entrySet().stream()
                        .filter(policy -> policy.getKey().startsWith("GrafanaPublisher"))
                        .map(policy -> policy.getValue().toString()))
                .singleElement()
                .asString()
                .contains(
                        "{Action=[grafana:DescribeWorkspace, grafana:ListPermissions, grafana:UpdatePermissions], Effect=Allow, "
                                + "Resource={Fn::Join=[, [arn:, {Ref=AWS::Partition}, :grafana:, {Ref=AWS::Region}, :, {Ref=AWS::AccountId}, "
                                + ":/workspaces/, {Fn::GetAtt=[GrafanaWorkspace, Id]}]]}}",
                        "{Action=[sso-directory:DescribeGroup, sso-directory:DescribeUser, sso:AssociateProfile, "
                                + "sso:DescribeRegisteredRegions, sso:DisassociateProfile, "
                                + "sso:GetManagedApplicationInstance, sso:GetProfile, sso:GetSharedSsoConfiguration, "
                                + "sso:ListDirectoryAssociations, sso:ListProfileAssociations, sso:ListProfiles], Effect=Allow, Resource=*}")
                .doesNotContain("ServiceAccount", "s3:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "anna",
                "anna@example.com",
                "9067f5c6d7-1a2b3c4d-1111-2222-3333-44445555666",
                "9067F5C6D7-1a2b3c4d-1111-2222-3333-444455556666"
            })
    void rejectsWhatIsNoId(String id) {
        GrafanaRoleAssignment.Builder builder = roles().editors(id);
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Grafana's editors must be ids of users or groups of IAM Identity Center, such as "
                        + "9067f5c6d7-1a2b3c4d-1111-2222-3333-444455556666, got \"" + id
                        + "\": its console shows the id of a user or group, and so does aws identitystore list-users");
    }

    @Test
    void rejectsTwoRolesOfOneUser() {
        GrafanaRoleAssignment.Builder builder = roles().admins(ANNA).viewers(ANNA);
        assertThatThrownBy(builder::build)
                .hasMessage("a user or group must have one role in Grafana, got " + ANNA
                        + " as admins and viewers: remove it from one");
    }

    @Test
    void rejectsAnIdThatIsListedTwice() {
        GrafanaRoleAssignment.Builder builder = roles().admins(ANNA, ANNA);
        assertThatThrownBy(builder::build)
                .hasMessage("a user or group must have one role in Grafana, got " + ANNA
                        + " as admins twice: remove it from one");
    }

    @Test
    void rejectsAnAssignmentOfNobody() {
        GrafanaRoleAssignment.Builder builder = roles();
        assertThatThrownBy(builder::build)
                .hasMessage(
                        "a role assignment must have at least one id: call admins(...), editors(...) or viewers(...)");
    }

    @Test
    void rejectsAWorkspaceWithSamlOnly() {
        ((CfnWorkspace) grafana.getNode().getDefaultChild()).setAuthenticationProviders(List.of("SAML"));
        GrafanaRoleAssignment.Builder builder = roles().admins(ANNA);
        assertThatThrownBy(builder::build)
                .hasMessage(
                        "Grafana workspace Demo/Grafana must authenticate with IAM Identity Center for roles of its users and groups, got SAML: "
                                + "with SAML the identity provider assigns roles; set the assertion attribute of the role and its values "
                                + "for admins and editors in the authentication of the workspace");
    }

    @Test
    void rejectsAnImportedWorkspaceWithSamlOnly() {
        GrafanaRoleAssignment.Builder builder = roles().workspace(GrafanaWorkspace.fromWorkspaceAttributes(
                        stack,
                        "Imported",
                        GrafanaWorkspaceAttributes.of("g-0a1b2c3d4e").withoutIdentityCenter()))
                .admins(ANNA);
        assertThatThrownBy(builder::build)
                .hasMessageStartingWith("Grafana workspace Demo/Imported must authenticate with IAM Identity Center");
    }

    @Test
    void acceptsAWorkspaceWithBothKindsOfSignIn() {
        ((CfnWorkspace) grafana.getNode().getDefaultChild()).setAuthenticationProviders(List.of("AWS_SSO", "SAML"));
        roles().admins(ANNA).failDeployment().build();
        assertThat(Synth.properties(stack, "Custom::GrafanaRoleAssignment")).containsEntry("FailOnError", "true");
    }
}
