package io.github.ecsmonitoring.grafanapublisher;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.ecsmonitoring.grafanapublisher.content.Report.Outcome;
import io.github.ecsmonitoring.grafanapublisher.standin.AmgStandIn;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Events of {@code Custom::GrafanaRoleAssignment}. */
class RoleEventTest {
    private static final String TYPE = "Custom::GrafanaRoleAssignment";
    private static final String JANE = "906700f3a1-1b2c3d4e-0000-4000-8000-1234567890aa";

    private static FunctionRun run() throws Exception {
        FunctionRun run = new FunctionRun(RecordingStep.reporting(Outcome.FAILED, "not called"));
        run.properties.clear();
        run.properties.put("WorkspaceId", AmgStandIn.WORKSPACE);
        run.properties.put("Admins", List.of(JANE));
        run.amg.people.add("SSO_USER " + JANE);
        return run;
    }

    private static String text(JsonObject answer) {
        JsonObject data = answer.getAsJsonObject("Data");
        return answer.get("Status").getAsString() + " " + data.get("Status").getAsString() + " "
                + data.get("Summary").getAsString();
    }

    private static JsonObject event(FunctionRun run, String requestType) {
        JsonObject event = run.event(requestType, TYPE);
        event.addProperty("PhysicalResourceId", "g-0123456789/roles");
        return event;
    }

    @Test
    void rolesAreAssignedChangedAndRevoked() throws Exception {
        try (FunctionRun run = run()) {
            JsonObject created = run.answer(event(run, "Create"));
            assertThat(text(created)).isEqualTo("SUCCESS published 1 created");
            assertThat(created.get("PhysicalResourceId").getAsString()).isEqualTo("g-0123456789/roles");

            JsonObject update = event(run, "Update");
            update.getAsJsonObject("ResourceProperties").remove("Admins");
            assertThat(text(run.answer(update))).isEqualTo("SUCCESS published 1 deleted");
            assertThat(text(run.answer(event(run, "Update")))).isEqualTo("SUCCESS published 1 created");
            assertThat(text(run.answer(event(run, "Delete")))).isEqualTo("SUCCESS published 1 deleted");
            assertThat(text(run.answer(event(run, "Delete")))).isEqualTo("SUCCESS published nothing to do");
            assertThat(run.amg.permissions).isEmpty();
            assertThat(run.amg.tokens).as("no token is needed").isEmpty();
            assertThat(run.amg.accounts).isEmpty();
        }
    }

    @Test
    void withSamlIdsAreExplained() throws Exception {
        try (FunctionRun run = run()) {
            run.amg.provider = "SAML";
            assertThat(text(run.answer(event(run, "Create"))))
                    .isEqualTo("SUCCESS failed workspace g-0123456789 must use IAM Identity Center to assign roles to "
                            + JANE + ": with SAML, roles follow from the role values of its SAML configuration");
            assertThat(text(run.answer(event(run, "Delete")))).startsWith("SUCCESS published");
        }
    }

    @Test
    void anIdWithTwoRolesIsMalformed() throws Exception {
        try (FunctionRun run = run()) {
            run.properties.put("Viewers", List.of(JANE));
            assertThat(run.answer(event(run, "Create")).get("Reason").getAsString())
                    .isEqualTo("ResourceProperties: " + JANE
                            + " must have one role, got ADMIN and VIEWER: remove it from one of the lists");
        }
    }

    @Test
    void theRollbackOfAnUpdateThatWasMalformedSucceeds() throws Exception {
        try (FunctionRun run = run()) {
            JsonObject event = event(run, "Update");
            event.getAsJsonObject("OldResourceProperties")
                    .add(
                            "Viewers",
                            event.getAsJsonObject("OldResourceProperties").get("Admins"));
            assertThat(text(run.answer(event))).isEqualTo("SUCCESS published 1 created");
        }
    }

    @Test
    void aWorkspaceThatIsGoneHasNoRoles() throws Exception {
        try (FunctionRun run = run()) {
            run.amg.statuses.add("DELETING");
            assertThat(text(run.answer(event(run, "Delete"))))
                    .isEqualTo("SUCCESS published workspace g-0123456789 does not exist any more");
        }
    }
}
