package io.github.ecsmonitoring.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.Synth;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpoint;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.Vpc;

/** Who can reach a workspace, and whose data it reads. */
class GrafanaAccessTest {
    private final Stack stack = Synth.stack();

    private InterfaceVpcEndpoint endpoint(InterfaceVpcEndpointAwsService service) {
        return InterfaceVpcEndpoint.Builder.create(stack, "Endpoint")
                .vpc(Vpc.Builder.create(stack, "Vpc").natGateways(0).build())
                .service(service)
                .build();
    }

    private static void assertRejected(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @Test
    void isLimitedToTheClientsOfAnEndpoint() {
        GrafanaWorkspace grafana = GrafanaWorkspace.Builder.create(stack, "Grafana")
                .networkAccess(
                        GrafanaNetworkAccess.ofVpcEndpoints(endpoint(InterfaceVpcEndpointAwsService.GRAFANA_WORKSPACE)))
                .build();
        assertThat(Synth.properties(stack, "AWS::Grafana::Workspace").get("NetworkAccessControl"))
                .hasToString("{PrefixListIds=[], VpceIds=[{Ref=EndpointEEF1FD8F}]}");
        assertThat(grafana.getNetworkAccess().orElseThrow().getPrefixListIds()).isEmpty();
        assertThat(grafana.getNetworkAccess().orElseThrow().getVpcEndpointIds()).hasSize(1);
    }

    @Test
    void rejectsAnEndpointForAnotherService() {
        InterfaceVpcEndpoint endpoint = endpoint(InterfaceVpcEndpointAwsService.GRAFANA);
        assertRejected(
                () -> GrafanaNetworkAccess.ofVpcEndpoints(endpoint),
                "VPC endpoint Demo/Endpoint must be for the service grafana-workspace, got grafana: create it with "
                        + "InterfaceVpcEndpointAwsService.GRAFANA_WORKSPACE");
    }

    @Test
    void rejectsAccessForNobody() {
        assertRejected(
                () -> GrafanaNetworkAccess.ofPrefixLists(),
                "prefix lists must be one or more, got none: nobody could reach the workspace");
    }

    @Test
    void rejectsIdsOfAnotherForm() {
        assertRejected(
                () -> GrafanaNetworkAccess.ofPrefixLists("10.0.0.0/16"),
                "prefix lists must look like pl-0a1b2c3d4e5f67890, got \"10.0.0.0/16\"");
        assertRejected(
                () -> GrafanaNetworkAccess.ofVpcEndpoints("vpc-0a1b2c3d"),
                "VPC endpoints must look like vpce-0a1b2c3d4e5f67890, got \"vpc-0a1b2c3d\"");
    }

    @Test
    void rejectsTooManyPrefixListsAndEndpoints() {
        GrafanaNetworkAccess five = GrafanaNetworkAccess.ofPrefixLists(
                "pl-00000001", "pl-00000002", "pl-00000003", "pl-00000004", "pl-00000005");
        assertThat(five.andPrefixLists("pl-00000005").getPrefixListIds()).hasSize(5);
        assertRejected(
                () -> five.andPrefixLists("pl-00000006"),
                "prefix lists of a workspace must be at most 5, got 6: combine their entries or clients");
        GrafanaNetworkAccess endpoints = five.andVpcEndpoints(
                "vpce-00000001", "vpce-00000002", "vpce-00000003", "vpce-00000004", "vpce-00000005");
        assertRejected(
                () -> endpoints.andVpcEndpoints("vpce-00000006"),
                "VPC endpoints of a workspace must be at most 5, got 6: combine their entries or clients");
    }

    @Test
    void listsTheAccountsOfOrganizationalUnits() {
        GrafanaWorkspace.Builder.create(stack, "Grafana")
                .accountAccess(GrafanaAccountAccess.organization("ou-ab12-cd34ef56"))
                .build();
        assertThat(Synth.properties(stack, "AWS::Grafana::Workspace"))
                .containsEntry("AccountAccessType", "ORGANIZATION")
                .containsEntry("OrganizationalUnits", List.of("ou-ab12-cd34ef56"))
                .doesNotContainKeys("StackSetName", "OrganizationRoleName");
        assertThat(Synth.properties(stack, "AWS::IAM::Policy").toString())
                .contains("organizations:ListAccountsForParent, organizations:ListOrganizationalUnitsForParent, ");
    }

    @Test
    void rejectsAnOrganizationWithoutUnits() {
        assertRejected(
                () -> GrafanaAccountAccess.organization(),
                "organization(...) must have at least one organizational unit, got none: call currentAccount() for the account of the "
                        + "workspace only");
        assertRejected(
                () -> GrafanaAccountAccess.organization("111122223333"),
                "organizational unit must look like ou-ab12-cd34ef56 or r-ab12, got \"111122223333\"");
    }

    @Test
    void rejectsOptionsOfAnOrganizationForTheCurrentAccount() {
        String end =
                "(...) needs organizational units, got the current account: call GrafanaAccountAccess.organization(...)";
        GrafanaAccountAccess current = GrafanaAccountAccess.currentAccount();
        assertRejected(() -> current.stackSetName("grafana-members"), "stackSetName" + end);
        assertRejected(() -> current.organizationRoleName("grafana-member"), "organizationRoleName" + end);
    }

    @Test
    void rejectsABlankRoleName() {
        GrafanaAccountAccess units = GrafanaAccountAccess.organization("ou-ab12-cd34ef56");
        assertRejected(
                () -> units.organizationRoleName(" "),
                "organizationRoleName must have 1 to 2048 characters, got \" \"");
    }
}
