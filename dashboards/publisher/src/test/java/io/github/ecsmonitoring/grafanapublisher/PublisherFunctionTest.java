package io.github.ecsmonitoring.grafanapublisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.ecsmonitoring.grafanapublisher.content.DesiredContent.Folder;
import io.github.ecsmonitoring.grafanapublisher.content.OwnContent;
import io.github.ecsmonitoring.grafanapublisher.content.Owner;
import io.github.ecsmonitoring.grafanapublisher.content.Report;
import io.github.ecsmonitoring.grafanapublisher.content.Report.Outcome;
import io.github.ecsmonitoring.grafanapublisher.standin.AmgStandIn;
import io.github.ecsmonitoring.grafanapublisher.standin.CloudFormationStandIn;
import io.github.ecsmonitoring.grafanapublisher.standin.S3StandIn;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events of {@code Custom::GrafanaContent} and the answers to them, also if something fails. */
class PublisherFunctionTest {
    private static final String WORKSPACE = "/workspaces/" + AmgStandIn.WORKSPACE;

    private static String status(JsonObject answer) {
        return answer.get("Status").getAsString() + " " + data(answer, "Status");
    }

    private static String summary(JsonObject answer) {
        return data(answer, "Summary");
    }

    private static String data(JsonObject answer, String name) {
        return answer.has("Data")
                ? answer.getAsJsonObject("Data").get(name).getAsString()
                : answer.get("Reason").getAsString();
    }

    private static List<String> errors(FunctionRun run) {
        return run.log.stream().filter(line -> line.startsWith("ERROR ")).toList();
    }

    @Test
    void publishesWithATokenThatIsGoneAfterwards() throws Exception {
        RecordingStep step = RecordingStep.reporting(Outcome.CREATED, "");
        try (FunctionRun run = new FunctionRun(step)) {
            JsonObject answer = run.answer(run.event("Create"));

            assertThat(status(answer)).isEqualTo("SUCCESS published");
            assertThat(summary(answer)).isEqualTo("1 created");
            assertThat(answer.get("PhysicalResourceId").getAsString()).isEqualTo("g-0123456789/Monitoring");
            assertThat(answer.get("RequestId").getAsString()).isEqualTo("2f0f0c6b-3b1f-4d4e-a3f0-0a2f1f9d7c11");
            assertThat(step.grafana.url())
                    .hasToString("https://g-0123456789.grafana-workspace.eu-west-1.amazonaws.com");
            assertThat(step.grafana.token()).isEqualTo(AmgStandIn.KEY);
            assertThat(step.desired.folders()).containsExactly(new Folder("ecs-monitoring", "ECS"));
            assertThat(step.desired.dashboards()).extracting("uid", "folderUid").hasSize(1);
            assertThat(step.desired.plugins()).containsExactly("grafana-x-ray-datasource");
            assertThat(step.earlier).isEqualTo(OwnContent.NONE);
            assertThat(step.owner).isEqualTo(new Owner("Monitoring", false, true));
            assertThat(run.amg.requests)
                    .containsExactly(
                            "GET " + WORKSPACE,
                            "GET " + WORKSPACE + "/serviceaccounts",
                            "POST " + WORKSPACE + "/serviceaccounts",
                            "POST " + WORKSPACE + "/serviceaccounts/1/tokens",
                            "DELETE " + WORKSPACE + "/serviceaccounts/1/tokens/2");
            assertThat(run.s3.requests).containsExactly("GET /cdk-hnb659fds-assets-123456789012-eu-west-1/0a1b.zip");
            assertThat(run.amg.tokens).isEmpty();
            assertThat(errors(run)).isEmpty();
        }
    }

    @Test
    void aSecondRunOfTheSameEventReusesTheServiceAccount() throws Exception {
        try (FunctionRun run = new FunctionRun(RecordingStep.reporting(Outcome.UNCHANGED, ""))) {
            JsonObject first = run.answer(run.event("Create"));
            assertThat(run.answer(run.event("Create"))).isEqualTo(first);
            assertThat(run.amg.accounts).extracting(AmgStandIn.Account::name).containsExactly("ecs-monitoring");
            assertThat(run.amg.tokens).isEmpty();
        }
    }

    @Test
    void anUpdateHandsOverWhatTheEarlierRunPublished() throws Exception {
        RecordingStep step = RecordingStep.reporting(Outcome.UPDATED, "");
        try (FunctionRun run = new FunctionRun(step)) {
            JsonObject event = run.event("Update");
            JsonArray more = new JsonArray();
            more.add("old-dashboard");
            event.getAsJsonObject("OldResourceProperties").add("DashboardUids", more);
            assertThat(status(run.answer(event))).isEqualTo("SUCCESS published");
            assertThat(step.owner).isEqualTo(new Owner("Monitoring", false, false));
            assertThat(step.earlier)
                    .isEqualTo(new OwnContent(
                            List.of("ecs-monitoring-prometheus"), List.of("ecs-monitoring"), List.of("old-dashboard")));
        }
    }

    @Test
    void theRollbackOfAnUpdateThatWasMalformedSucceeds() throws Exception {
        RecordingStep step = RecordingStep.reporting(Outcome.UNCHANGED, "");
        try (FunctionRun run = new FunctionRun(step)) {
            JsonObject event = run.event("Update");
            event.getAsJsonObject("OldResourceProperties").addProperty("DataSources", "[");
            assertThat(status(run.answer(event))).isEqualTo("SUCCESS published");
            assertThat(step.earlier).isEqualTo(OwnContent.NONE);
        }
    }

    @Test
    void contentOfAnotherWorkspaceIsLeftToTheDeletionByCloudFormation() throws Exception {
        RecordingStep step = RecordingStep.reporting(Outcome.CREATED, "");
        try (FunctionRun run = new FunctionRun(step)) {
            JsonObject event = run.event("Update");
            event.addProperty("PhysicalResourceId", "g-aaaaaaaaaa/Monitoring");
            assertThat(run.answer(event).get("PhysicalResourceId").getAsString())
                    .isEqualTo("g-0123456789/Monitoring");
            assertThat(step.earlier).isEqualTo(OwnContent.NONE);
        }
    }

    @Test
    void deletesItsContentWithoutReadingTheAsset() throws Exception {
        RecordingStep step = RecordingStep.reporting(Outcome.DELETED, "");
        try (FunctionRun run = new FunctionRun(step)) {
            assertThat(status(run.answer(run.event("Delete")))).isEqualTo("SUCCESS published");
            assertThat(step.calls).containsExactly("remove");
            assertThat(step.earlier.dashboards()).containsExactly("ecs-task");
            assertThat(run.s3.requests).isEmpty();
            assertThat(run.amg.accounts).as("kept").hasSize(1);
            assertThat(run.amg.tokens).isEmpty();
        }
    }

    @Test
    void thereIsNothingToDeleteInAWorkspaceThatIsGone() throws Exception {
        RecordingStep step = RecordingStep.reporting(Outcome.DELETED, "");
        try (FunctionRun run = new FunctionRun(step)) {
            run.amg.fail(1, "GET " + WORKSPACE, 404, "ResourceNotFoundException", "does not exist");
            run.amg.statuses.add("DELETING");
            assertThat(status(run.answer(run.event("Delete")))).isEqualTo("SUCCESS published");
            assertThat(summary(run.answer(run.event("Delete"))))
                    .isEqualTo("workspace g-0123456789 does not exist any more");
            assertThat(step.calls).isEmpty();
        }
    }

    @Test
    void aResourceThatWasNeverCreatedIsDeletedAtOnce() throws Exception {
        try (FunctionRun run = new FunctionRun(RecordingStep.reporting(Outcome.DELETED, ""))) {
            run.properties.remove("WorkspaceId");
            JsonObject create = run.answer(run.event("Create"));
            assertThat(create.get("Status").getAsString()).isEqualTo("FAILED");
            assertThat(create.get("Reason").getAsString())
                    .isEqualTo("ResourceProperties.WorkspaceId must be a non-empty string, got null");

            JsonObject delete = run.event("Delete");
            delete.add("PhysicalResourceId", create.get("PhysicalResourceId"));
            JsonObject answer = run.answer(delete);
            assertThat(status(answer)).isEqualTo("SUCCESS published");
            assertThat(answer.get("PhysicalResourceId")).isEqualTo(create.get("PhysicalResourceId"));
            assertThat(run.amg.requests).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "false, SUCCESS failed",
        "true,  FAILED 1 failed",
    })
    void failedContentFailsTheDeploymentOnlyIfAskedFor(String failOnError, String expected) throws Exception {
        try (FunctionRun run = new FunctionRun(RecordingStep.reporting(Outcome.FAILED, "Grafana answered 500"))) {
            run.properties.put("FailOnError", failOnError);
            JsonObject answer = run.answer(run.event("Create"));
            assertThat(status(answer)).startsWith(expected);
            assertThat(summary(answer)).contains("failed: dashboard ecs-task: Grafana answered 500");
            assertThat(errors(run)).containsExactly("ERROR dashboard ecs-task: Grafana answered 500");
            assertThat(run.amg.tokens).isEmpty();
        }
    }

    @Test
    void aDashboardThatAPersonEditedIsReportedButNoFailure() throws Exception {
        try (FunctionRun run = new FunctionRun(RecordingStep.reporting(Outcome.KEPT, "edited by jane"))) {
            run.properties.put("FailOnError", "true");
            JsonObject answer = run.answer(run.event("Create"));
            assertThat(status(answer)).isEqualTo("SUCCESS published");
            assertThat(summary(answer)).isEqualTo("1 kept\nkept: dashboard ecs-task: edited by jane");
            assertThat(errors(run)).isEmpty();
        }
    }

    @Test
    void partOfTheContentThatFailedIsIncomplete() throws Exception {
        RecordingStep step = new RecordingStep(() -> new Report(List.of(
                new Report.Entry("folder ecs-monitoring", Outcome.CREATED, ""),
                new Report.Entry("dashboard ecs-task", Outcome.FAILED, "rejected"))));
        try (FunctionRun run = new FunctionRun(step)) {
            assertThat(status(run.answer(run.event("Create")))).isEqualTo("SUCCESS incomplete");
        }
    }

    @Test
    void aFailedUpdateKeepsTheIdOfTheResource() throws Exception {
        try (FunctionRun run = new FunctionRun(RecordingStep.reporting(Outcome.FAILED, "rejected"))) {
            run.properties.put("FailOnError", "true");
            JsonObject event = run.event("Update");
            event.addProperty("PhysicalResourceId", "g-aaaaaaaaaa/Monitoring");
            JsonObject answer = run.answer(event);
            assertThat(answer.get("Status").getAsString()).isEqualTo("FAILED");
            assertThat(answer.get("PhysicalResourceId").getAsString()).isEqualTo("g-aaaaaaaaaa/Monitoring");
        }
    }

    @Test
    void anExceptionAndALackOfMemoryAreAnsweredAndTheTokenIsDeleted() throws Exception {
        for (Throwable failure : List.of(new IllegalStateException("bug"), new OutOfMemoryError("Java heap space"))) {
            RecordingStep step = new RecordingStep(() -> {
                if (failure instanceof Error error) {
                    throw error;
                }
                throw (IllegalStateException) failure;
            });
            try (FunctionRun run = new FunctionRun(step)) {
                JsonObject answer = run.answer(run.event("Create"));
                assertThat(status(answer)).isEqualTo("SUCCESS failed");
                assertThat(summary(answer)).isEqualTo("unexpected " + failure + "; the log of the function has more");
                assertThat(run.amg.tokens).isEmpty();
                assertThat(errors(run))
                        .singleElement()
                        .asString()
                        .contains(failure + " at " + PublisherFunctionTest.class.getName());
            }
        }
    }

    @Test
    void stepsThatDoNotEndAreInterruptedInTimeForTheAnswer() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        RecordingStep step = new RecordingStep(() -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new Report(List.of());
        });
        try (FunctionRun run = new FunctionRun(step)) {
            run.remaining = Duration.ofSeconds(4);
            JsonObject answer = run.answer(run.event("Create"));
            assertThat(status(answer)).isEqualTo("SUCCESS failed");
            assertThat(summary(answer)).startsWith("publishing content did not end within ");
            assertThat(run.amg.tokens).isEmpty();
        }
    }

    @Test
    void anApiThatDoesNotAnswerIsNotWaitedForTooLong() throws Exception {
        try (FunctionRun run = new FunctionRun(RecordingStep.reporting(Outcome.CREATED, ""))) {
            run.remaining = Duration.ofSeconds(3);
            run.amg.fail(1, "GET " + WORKSPACE, 0, "", "");
            JsonObject answer = run.answer(run.event("Create"));
            assertThat(status(answer)).isEqualTo("SUCCESS failed");
            assertThat(summary(answer)).startsWith("the run did not end within ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Create", "Update", "Delete"})
    void deniedCallsNameThePermission(String requestType) throws Exception {
        try (FunctionRun run = new FunctionRun(RecordingStep.reporting(Outcome.CREATED, ""))) {
            run.amg.fail(1, "POST " + WORKSPACE + "/serviceaccounts", 403, "AccessDeniedException", "not authorized");
            JsonObject answer = run.answer(run.event(requestType));
            assertThat(status(answer)).isEqualTo("SUCCESS failed");
            assertThat(summary(answer))
                    .isEqualTo("grafana:CreateWorkspaceServiceAccount for workspace g-0123456789 failed with"
                            + " AccessDeniedException (status 403): not authorized; the function's role needs"
                            + " grafana:CreateWorkspaceServiceAccount on the workspace, and the endpoint's policy must"
                            + " allow it");
            assertThat(errors(run)).hasSize(1);
        }
    }

    @Test
    void aWorkspaceThatDoesNotExistIsAFailureUnlessItIsDeleted() throws Exception {
        try (FunctionRun run = new FunctionRun(RecordingStep.reporting(Outcome.CREATED, ""))) {
            run.amg.statuses.add("DELETING");
            run.properties.put("FailOnError", "true");
            assertThat(summary(run.answer(run.event("Create"))))
                    .isEqualTo("workspace g-0123456789 must exist in eu-west-1, the region of the function, and not be"
                            + " deleted");
        }
    }

    @Test
    void aBrokenAssetCostsNoToken() throws Exception {
        try (FunctionRun run = new FunctionRun(
                RecordingStep.reporting(Outcome.CREATED, ""),
                new S3StandIn(S3StandIn.zip(Map.of("content.json", "{}"))),
                new CloudFormationStandIn())) {
            JsonObject answer = run.answer(run.event("Create"));
            assertThat(status(answer)).isEqualTo("SUCCESS failed");
            assertThat(summary(answer)).isEqualTo("content.json must have a list \"folders\", got null");
            assertThat(run.amg.requests).containsExactly("GET " + WORKSPACE);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RequestType         | \"Remove\" | RequestType must be Create, Update or Delete, got \"Remove\"",
                "ResourceType        | \"Custom::X\" | ResourceType must be Custom::GrafanaContent or Custom::GrafanaRoleAssignment, got Custom::X",
                "ResourceProperties  | []         | event must have an object ResourceProperties, got []",
                "ResourceProperties  | null       | event must have an object ResourceProperties, got null",
                "RequestId           | {}         | event must have a string RequestId, got {}",
            })
    void malformedEventsAreAnsweredWithTheProblem(String field, String value, String problem) throws Exception {
        try (FunctionRun run = new FunctionRun(RecordingStep.reporting(Outcome.CREATED, ""))) {
            JsonObject event = run.event("Create");
            event.add(field, JsonParser.parseString(value));
            JsonObject answer = run.answer(event);
            assertThat(answer.get("Status").getAsString()).isEqualTo("FAILED");
            assertThat(answer.get("Reason").getAsString()).isEqualTo(problem);
            assertThat(answer.get("PhysicalResourceId").getAsString()).isEqualTo("not-created/Content");
            assertThat(errors(run)).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FailOnError | yes | ResourceProperties.FailOnError must be \"true\" or \"false\", got \"yes\"",
                "DataSources | [   | ResourceProperties.DataSources must be a JSON array in a string, got [",
                "DataSources | [{}] | ResourceProperties.DataSources must be a JSON array of objects with a uid, has {}",
                "DataSources | [{\"uid\": \" \"}] | ResourceProperties.DataSources must be a JSON array of objects with a uid, has {\"uid\":\" \"}",
                "DashboardUids | a | ResourceProperties.DashboardUids must be a list of strings, got \"a\"",
            })
    void malformedPropertiesAreAnsweredWithTheProblem(String property, String value, String problem) throws Exception {
        try (FunctionRun run = new FunctionRun(RecordingStep.reporting(Outcome.CREATED, ""))) {
            run.properties.put(property, value);
            assertThat(run.answer(run.event("Delete")).get("Reason").getAsString())
                    .isEqualTo(problem);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "{", "{}", "{\"ResponseURL\": \"file:///etc/passwd\"}", "{\"ResponseURL\": \"::\"}"})
    void anEventWithoutAPlaceForTheAnswerIsLogged(String event) throws Exception {
        try (FunctionRun run = new FunctionRun(RecordingStep.reporting(Outcome.CREATED, ""))) {
            run.invoke(event);
            assertThat(errors(run))
                    .contains("ERROR no answer was sent, since the event has no ResponseURL with http or https");
            assertThat(run.amg.requests).isEmpty();
        }
    }

    @Test
    void theAnswerIsSentAgainAfterFailuresOfCloudFormation() throws Exception {
        try (FunctionRun run = new FunctionRun(
                RecordingStep.reporting(Outcome.CREATED, ""),
                new S3StandIn(S3StandIn.zip(FunctionRun.ASSET)),
                new CloudFormationStandIn(500, 503, 429))) {
            assertThat(status(run.answer(run.event("Create")))).isEqualTo("SUCCESS published");
            assertThat(run.time.pauses)
                    .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
        }
    }

    @Test
    void lambdaRepeatsAnEventWhoseAnswerWasNotTaken() throws Exception {
        try (FunctionRun run = new FunctionRun(
                RecordingStep.reporting(Outcome.CREATED, ""),
                new S3StandIn(S3StandIn.zip(FunctionRun.ASSET)),
                new CloudFormationStandIn(403))) {
            assertThatThrownBy(() -> run.answer(run.event("Create")))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("CloudFormation did not take the answer to request 2f0f0c6b");
            assertThat(run.cloudFormation.hasNoAnswer()).isTrue();
            assertThat(status(run.answer(run.event("Create")))).isEqualTo("SUCCESS published");
        }
    }

    @Test
    void nothingWrittenHasASecret() throws Exception {
        RecordingStep step = new RecordingStep(() -> {
            throw new IllegalStateException(
                    "GET https://x/?token=" + AmgStandIn.KEY + " Authorization: Bearer " + AmgStandIn.KEY);
        });
        try (FunctionRun run = new FunctionRun(
                step, new S3StandIn(S3StandIn.zip(FunctionRun.ASSET)), new CloudFormationStandIn(500, 403))) {
            String written;
            try {
                run.answer(run.event("Create"));
                written = "";
            } catch (IOException e) {
                written = e.toString();
            }
            written += run.answer(run.event("Create"));
            run.amg.fail(9, "DELETE ", 403, "AccessDeniedException", "denied for " + AmgStandIn.KEY);
            written += run.answer(run.event("Update"));
            run.amg.fail(
                    9, "GET ", 500, "InternalServerException", "?X-Amz-Signature=" + CloudFormationStandIn.SIGNATURE);
            written += run.answer(run.event("Delete"));
            written += String.join("\n", run.log);
            assertThat(written)
                    .contains(
                            "a token may be left, and expires in minutes", "unexpected java.lang.IllegalStateException")
                    .doesNotContain(
                            AmgStandIn.KEY,
                            S3StandIn.SECRET,
                            CloudFormationStandIn.SIGNATURE,
                            "IQoJb3JpZ2lu",
                            "ASIAIOSF");
        }
    }
}
