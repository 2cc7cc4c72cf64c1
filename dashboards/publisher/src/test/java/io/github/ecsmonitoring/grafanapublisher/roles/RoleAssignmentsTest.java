package io.github.ecsmonitoring.grafanapublisher.roles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.grafanapublisher.aws.AwsAccess;
import io.github.ecsmonitoring.grafanapublisher.aws.ManagedGrafana;
import io.github.ecsmonitoring.grafanapublisher.content.Report;
import io.github.ecsmonitoring.grafanapublisher.http.HttpExchanges;
import io.github.ecsmonitoring.grafanapublisher.log.FunctionLog;
import io.github.ecsmonitoring.grafanapublisher.standin.AmgStandIn;
import io.github.ecsmonitoring.grafanapublisher.standin.TestTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoleAssignmentsTest {
    private static final String JANE = "906700f3a1-1b2c3d4e-0000-4000-8000-1234567890aa";
    private static final String OPERATORS = "14d844e8-3081-7007-3d2b-1cec5daf3063";
    private static final String NOBODY = "14d844e8-0000-7007-3d2b-000000000000";
    private static final List<String> NONE = List.of();

    private final AmgStandIn amg = new AmgStandIn();
    private final TestTime time = new TestTime();
    private final List<String> log = new ArrayList<>();

    RoleAssignmentsTest() throws IOException {
        amg.people.add("SSO_USER " + JANE);
        amg.people.add("SSO_GROUP " + OPERATORS);
    }

    @AfterEach
    void close() {
        amg.close();
    }

    private RoleAssignments roles() {
        AwsAccess access = AwsAccess.of(Map.of(
                "AWS_REGION", "eu-west-1",
                "AWS_ACCESS_KEY_ID", "AKIDEXAMPLE",
                "AWS_SECRET_ACCESS_KEY", "secret",
                "AWS_ENDPOINT_URL_GRAFANA", amg.url().toString()));
        FunctionLog functionLog = new FunctionLog(log::add);
        return new RoleAssignments(
                new ManagedGrafana(access, new HttpExchanges(), time, time, functionLog)
                        .permissions(AmgStandIn.WORKSPACE),
                time.in(Duration.ofMinutes(14)),
                time,
                functionLog);
    }

    private List<String> assign(DesiredRoles desired, DesiredRoles earlier) throws InterruptedException {
        return lines(roles().assign(desired, earlier));
    }

    private static List<String> lines(Report report) {
        return report.entries().stream()
                .map(entry -> (entry.outcome() + " " + entry.item() + " " + entry.detail()).strip())
                .toList();
    }

    private long writes() {
        return amg.requests.stream()
                .filter(request -> request.startsWith("PATCH"))
                .count();
    }

    @Test
    void findsOutWhetherAnIdIsOfAUserOrOfAGroup() throws Exception {
        assertThat(assign(DesiredRoles.of(List.of(JANE), List.of(OPERATORS), NONE), DesiredRoles.NONE))
                .containsExactly("CREATED role ADMIN of " + JANE, "CREATED role EDITOR of " + OPERATORS);
        assertThat(amg.permissions)
                .containsExactlyInAnyOrder("ADMIN SSO_USER " + JANE, "EDITOR SSO_GROUP " + OPERATORS);
    }

    @Test
    void aSecondRunWritesNothing() throws Exception {
        DesiredRoles desired = DesiredRoles.of(List.of(JANE), List.of(OPERATORS), NONE);
        assign(desired, DesiredRoles.NONE);
        long writes = writes();
        assertThat(assign(desired, desired))
                .containsExactly("UNCHANGED role ADMIN of " + JANE, "UNCHANGED role EDITOR of " + OPERATORS);
        assertThat(writes()).isEqualTo(writes);
    }

    @Test
    void anIdThatDoesNotExistIsReportedAndTheOthersAreAssigned() throws Exception {
        assertThat(assign(DesiredRoles.of(List.of(NOBODY, JANE, "jane@example.com"), NONE, NONE), DesiredRoles.NONE))
                .containsExactlyInAnyOrder(
                        "FAILED role ADMIN of " + NOBODY
                                + " as SSO_USER: code 404: not found in IAM Identity Center; as SSO_GROUP: code 404: not found"
                                + " in IAM Identity Center",
                        "CREATED role ADMIN of " + JANE,
                        "FAILED role ADMIN of jane@example.com must be the id of a user or group of IAM Identity Center,"
                                + " such as 906700f3a1-1b2c3d4e-0000-4000-8000-1234567890ab; see the details of the user or"
                                + " group in its console");
    }

    @Test
    void aRequestThatIsRejectedAsAWholeIsSplit() throws Exception {
        amg.fail(1, "PATCH ", 400, "ValidationException", "invalid");
        assertThat(assign(DesiredRoles.of(List.of(JANE, OPERATORS), NONE, NONE), DesiredRoles.NONE))
                .containsExactly("CREATED role ADMIN of " + JANE, "CREATED role ADMIN of " + OPERATORS);
    }

    @Test
    void revokesOnlyWhatAnEarlierRunAssigned() throws Exception {
        amg.permissions.add("ADMIN SSO_USER 906700f3a1-1b2c3d4e-0000-4000-8000-console00000");
        DesiredRoles first = DesiredRoles.of(List.of(JANE), List.of(OPERATORS), NONE);
        assign(first, DesiredRoles.NONE);
        assertThat(assign(DesiredRoles.of(List.of(JANE), NONE, NONE), first))
                .containsExactly("UNCHANGED role ADMIN of " + JANE, "DELETED role EDITOR of " + OPERATORS);
        assertThat(lines(roles().revoke(first))).containsExactly("DELETED role ADMIN of " + JANE);
        assertThat(amg.permissions).containsExactly("ADMIN SSO_USER 906700f3a1-1b2c3d4e-0000-4000-8000-console00000");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRoleIsChangedWithoutATimeWithoutAccess(boolean replacesRoles) throws Exception {
        amg.replacesRoles = replacesRoles;
        DesiredRoles editor = DesiredRoles.of(NONE, List.of(JANE), NONE);
        assign(editor, DesiredRoles.NONE);
        assertThat(assign(DesiredRoles.of(List.of(JANE), NONE, NONE), editor))
                .contains("CREATED role ADMIN of " + JANE);
        assertThat(amg.permissions).containsExactly("ADMIN SSO_USER " + JANE);
    }

    @Test
    void anIdThatCannotGetItsNewRoleKeepsItsOldOne() throws Exception {
        DesiredRoles editor = DesiredRoles.of(NONE, List.of(JANE), NONE);
        assign(editor, DesiredRoles.NONE);
        amg.fail(1, "PATCH ", 400, "ValidationException", "no licence");
        assertThat(assign(DesiredRoles.of(List.of(JANE), NONE, NONE), editor))
                .singleElement()
                .asString()
                .startsWith("FAILED role ADMIN of " + JANE)
                .contains("no licence");
        assertThat(amg.permissions).containsExactly("EDITOR SSO_USER " + JANE);
    }

    @Test
    void moreThanTwentyIdsAreSentInBatches() throws Exception {
        List<String> ids = IntStream.range(0, 45)
                .mapToObj("14d844e8-3081-7007-3d2b-0000000000%02d"::formatted)
                .toList();
        ids.forEach(id -> amg.people.add("SSO_USER " + id));
        assertThat(assign(DesiredRoles.of(NONE, NONE, ids), DesiredRoles.NONE))
                .hasSize(45)
                .allMatch(line -> line.startsWith("CREATED"));
        assertThat(writes()).isEqualTo(3);
    }

    @Test
    void waitsUntilIdentityCenterKnowsANewWorkspace() throws Exception {
        amg.fail(3, "PATCH ", 403, "AccessDeniedException", "Unable to update users in managed application");
        assertThat(assign(DesiredRoles.of(List.of(JANE), NONE, NONE), DesiredRoles.NONE))
                .hasSize(1);
        assertThat(time.pauses).startsWith(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(10));
    }

    @Test
    void missingPermissionsOfIdentityCenterAreNamed() {
        amg.fail(99, "PATCH ", 403, "AccessDeniedException", "Unable to update users in managed application");
        assertThatThrownBy(() -> assign(DesiredRoles.of(List.of(JANE), NONE, NONE), DesiredRoles.NONE))
                .hasMessageContaining(
                        "it also needs the sso and sso-directory actions of the managed policy"
                                + " AWSGrafanaWorkspacePermissionManagementV2, sso:AssociateProfile and sso:DisassociateProfile");
        assertThat(writes()).isEqualTo(18);
    }

    @Test
    void anIdHasOneRole() {
        assertThatThrownBy(() -> DesiredRoles.of(List.of(JANE), List.of(JANE), NONE))
                .hasMessage(JANE + " must have one role, got ADMIN and EDITOR: remove it from one of the lists");
    }
}
