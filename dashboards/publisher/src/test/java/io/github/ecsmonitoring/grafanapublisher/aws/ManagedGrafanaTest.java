package io.github.ecsmonitoring.grafanapublisher.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.grafanapublisher.http.HttpExchanges;
import io.github.ecsmonitoring.grafanapublisher.log.FunctionLog;
import io.github.ecsmonitoring.grafanapublisher.standin.AmgStandIn;
import io.github.ecsmonitoring.grafanapublisher.standin.AmgStandIn.Account;
import io.github.ecsmonitoring.grafanapublisher.standin.AmgStandIn.Token;
import io.github.ecsmonitoring.grafanapublisher.standin.TestTime;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workspaces, the service account and its tokens. */
class ManagedGrafanaTest {
    private static final Duration LIFETIME = Duration.ofMinutes(14);
    private final AmgStandIn amg = new AmgStandIn();
    private final TestTime time = new TestTime();
    private final List<String> log = new ArrayList<>();

    ManagedGrafanaTest() throws IOException {}

    @AfterEach
    void close() {
        amg.close();
    }

    private ManagedGrafana grafana() {
        AwsAccess access = AwsAccess.of(Map.of(
                "AWS_REGION", "eu-west-1",
                "AWS_ACCESS_KEY_ID", "AKIDEXAMPLE",
                "AWS_SECRET_ACCESS_KEY", "secret",
                "AWS_ENDPOINT_URL_GRAFANA", amg.url().toString()));
        return new ManagedGrafana(access, new HttpExchanges(), time, time, new FunctionLog(log::add));
    }

    private Optional<ReadyWorkspace> workspace() throws InterruptedException {
        return grafana().workspace(AmgStandIn.WORKSPACE, time.in(Duration.ofMinutes(14)));
    }

    private String key() throws Exception {
        return grafana().withToken(AmgStandIn.WORKSPACE, LIFETIME, key -> key);
    }

    private void assertFailure(String message) {
        assertThatThrownBy(this::key).isInstanceOf(AwsFailure.class).hasMessageContaining(message);
        assertThat(amg.tokens).isEmpty();
    }

    @Test
    void waitsUntilAnUpgradeIsDone() throws Exception {
        amg.statuses.addAll(List.of("UPDATING", "VERSION_UPDATING", "VERSION_UPDATING", "ACTIVE"));
        assertThat(workspace())
                .contains(new ReadyWorkspace(
                        AmgStandIn.WORKSPACE,
                        URI.create("https://g-0123456789.grafana-workspace.eu-west-1.amazonaws.com"),
                        "12.4",
                        true));
        assertThat(time.pauses).hasSize(3);
        assertThat(log)
                .containsExactly(
                        "waiting for workspace g-0123456789, which has the status UPDATING",
                        "waiting for workspace g-0123456789, which has the status VERSION_UPDATING");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPDATE_FAILED", "VERSION_UPDATE_FAILED", "DEGRADED", "ADDED_BY_AWS_LATER"})
    void aWorkspaceThatStillRunsIsReady(String status) throws Exception {
        amg.statuses.add(status);
        assertThat(workspace()).isPresent();
    }

    @Test
    void givesUpOnAWorkspaceThatFailedOrDoesNotGetReady() {
        amg.statuses.add("CREATION_FAILED");
        assertThatThrownBy(this::workspace)
                .hasMessage(
                        "workspace g-0123456789 has the status CREATION_FAILED: its Grafana does not run; see it in the"
                                + " console of Amazon Managed Grafana");
        amg.statuses.clear();
        amg.statuses.add("UPGRADING");
        assertThatThrownBy(this::workspace)
                .hasMessage("workspace g-0123456789 still has the status UPGRADING; deploy again with another revision"
                        + " once it is ACTIVE");
    }

    @Test
    void throttledAndFailedCallsAreRepeated() throws Exception {
        amg.fail(1, "GET ", 429, "ThrottlingException", "slow down");
        amg.fail(2, "POST ", 500, "InternalServerException", "unexpected");
        assertThat(workspace()).isPresent();
        assertThat(key()).isEqualTo(AmgStandIn.KEY);
    }

    @Test
    void callsThatKeepFailingAreReported() {
        amg.fail(20, "GET ", 500, "InternalServerException", "unexpected");
        assertThatThrownBy(this::workspace)
                .hasMessage("grafana:DescribeWorkspace for workspace g-0123456789 failed with InternalServerException"
                        + " (status 500): unexpected");
        assertThat(amg.requests).hasSize(6);
    }

    @Test
    void tokensHaveUniqueNamesAndLiveForMinutes() throws Exception {
        List<Token> seen = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            grafana().withToken(AmgStandIn.WORKSPACE, LIFETIME, key -> seen.addAll(amg.tokens.values()));
        }
        assertThat(seen).hasSize(2).allMatch(token -> token.name().startsWith("ecs-monitoring-"));
        assertThat(seen).extracting(Token::name).doesNotHaveDuplicates();
        assertThat(seen).extracting(Token::secondsToLive).containsOnly(840L);
        assertThat(amg.tokens).isEmpty();
    }

    @Test
    void findsTheServiceAccountOnALaterPage() throws Exception {
        for (String name : List.of("a", "b", "c", "d", "ecs-monitoring")) {
            amg.accounts.add(new Account("id" + name.length() + name.charAt(0), name, "ADMIN", false));
        }
        key();
        assertThat(amg.accounts).hasSize(5);
        assertThat(amg.requests).anyMatch(request -> request.contains("nextToken=page4"));
    }

    @Test
    void twoRunsAtOnceShareTheServiceAccount() throws Exception {
        amg.beforeCreatingAnAccount = () -> amg.accounts.add(new Account("7", "ecs-monitoring", "ADMIN", false));
        key();
        assertThat(amg.accounts).hasSize(1);
        assertThat(amg.requests)
                .last()
                .asString()
                .startsWith("DELETE /workspaces/g-0123456789/serviceaccounts/7/tokens/");
    }

    @Test
    void aServiceAccountThatAPersonChangedIsReported() {
        amg.accounts.add(new Account("7", "ecs-monitoring", "VIEWER", false));
        assertFailure(
                "service account ecs-monitoring of workspace g-0123456789 has the role VIEWER, must have Admin: set the"
                        + " role Admin in Grafana under Administration > Users and access > Service accounts, or delete it, and it is"
                        + " created again");
        amg.accounts.set(0, new Account("7", "ecs-monitoring", "ADMIN", true));
        assertFailure("service account ecs-monitoring of workspace g-0123456789 is disabled: enable it in Grafana");
    }

    @Test
    void atTheLimitOfTokensExpiredOnesOfItsOwnAreDeleted() throws Exception {
        amg.maxTokens = 4;
        amg.tokens.put("t1", new Token("t1", "ecs-monitoring-1", 1_700_000_000, 60));
        amg.tokens.put("t2", new Token("t2", "terraform", 1_700_000_000, 60));
        amg.tokens.put("t3", new Token("t3", "ecs-monitoring-3", 1_700_000_000, 60));
        amg.tokens.put("t4", new Token("t4", "ecs-monitoring-running", 1_900_000_000, 60));
        assertThat(key()).isEqualTo(AmgStandIn.KEY);
        assertThat(amg.tokens).containsOnlyKeys("t2", "t4");
    }

    @Test
    void atTheLimitOfTokensOfOthersThereIsAnError() {
        amg.maxTokens = 0;
        assertFailure("a workspace has at most 100 tokens, and expired ones count: delete tokens in Grafana");
    }

    @Test
    void theTokenIsDeletedAfterAFailureAndOnAnInterruptedThread() {
        assertThatThrownBy(() -> grafana().withToken(AmgStandIn.WORKSPACE, LIFETIME, key -> {
                    Thread.currentThread().interrupt();
                    throw new IOException("Grafana is away");
                }))
                .hasMessage("Grafana is away");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(amg.tokens).isEmpty();
    }

    @Test
    void aTokenThatIsGoneAlreadyIsDeleted() throws Exception {
        grafana().withToken(AmgStandIn.WORKSPACE, LIFETIME, key -> {
            amg.tokens.clear();
            return key;
        });
        assertThat(log).isEmpty();
    }

    @Test
    void aTokenThatCannotBeDeletedIsReportedButNotTheEndOfTheRun() throws Exception {
        amg.fail(1, "DELETE ", 403, "AccessDeniedException", "not authorized");
        assertThat(key()).isEqualTo(AmgStandIn.KEY);
        assertThat(log)
                .singleElement()
                .asString()
                .startsWith(
                        "ERROR a token may be left, and expires in minutes: grafana:DeleteWorkspaceServiceAccountToken");
    }

    @Test
    void aTokenThatWasCreatedWithoutAnAnswerIsReplacedAndDeleted() throws Exception {
        amg.lostTokens = 1;
        assertThat(key()).isEqualTo(AmgStandIn.KEY);
        assertThat(amg.tokens).isEmpty();
    }

    @Test
    void tokensThatWereCreatedWithoutAnAnswerAreDeletedWhenTheRunFails() {
        amg.lostTokens = 2;
        assertFailure(
                "grafana:CreateWorkspaceServiceAccountToken for workspace g-0123456789 failed with ConflictException");
    }

    @Test
    void missingVariablesAreNamed() {
        assertThatThrownBy(() -> AwsAccess.of(Map.of()))
                .hasMessage("environment variable AWS_REGION must be set, as Lambda does");
    }
}
