package io.github.ecsmonitoring.grafanapublisher.aws;

import io.github.ecsmonitoring.grafanapublisher.aws.AwsFailure.Kind;
import io.github.ecsmonitoring.grafanapublisher.log.FunctionLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import software.amazon.awssdk.services.grafana.GrafanaClient;
import software.amazon.awssdk.services.grafana.model.ServiceAccountTokenSummary;
import software.amazon.awssdk.services.grafana.model.ServiceAccountTokenSummaryWithKey;

/** Short-lived tokens of a service account. */
final class TokenStore {
    static final String PREFIX = "ecs-monitoring-";
    private static final Duration SHORTEST = Duration.ofSeconds(60);

    private final GrafanaClient client;
    private final AwsCalls calls;
    private final String workspaceId;
    private final String accountId;
    private final InstantSource clock;
    private final FunctionLog log;

    TokenStore(GrafanaClient client, String workspaceId, String accountId, InstantSource clock, FunctionLog log) {
        this.client = client;
        this.calls = new AwsCalls(workspaceId);
        this.workspaceId = workspaceId;
        this.accountId = accountId;
        this.clock = clock;
        this.log = log;
    }

    /**
     * Creates a token with a unique name. At the limit of tokens, expired ones of earlier runs are deleted. A token
     * that was created although the call failed is deleted too, since its key is unknown.
     */
    ServiceAccountTokenSummaryWithKey create(Duration lifetime) {
        String name = newName();
        try {
            return create(name, lifetime);
        } catch (AwsFailure e) {
            if (deleteObstacles(e, name) == 0) {
                throw explained(e);
            }
        }
        String otherName = newName();
        try {
            return create(otherName, lifetime);
        } catch (AwsFailure e) {
            deleteObstacles(e, otherName);
            throw explained(e);
        }
    }

    private static String newName() {
        return PREFIX + UUID.randomUUID();
    }

    private ServiceAccountTokenSummaryWithKey create(String name, Duration lifetime) {
        long seconds = Math.max(lifetime.toSeconds(), SHORTEST.toSeconds());
        return calls.call(
                        "CreateWorkspaceServiceAccountToken",
                        () -> client.createWorkspaceServiceAccountToken(request -> request.workspaceId(workspaceId)
                                .serviceAccountId(accountId)
                                .name(name)
                                .secondsToLive(Math.toIntExact(seconds))))
                .serviceAccountToken();
    }

    private static AwsFailure explained(AwsFailure e) {
        return e.kind() != Kind.QUOTA
                ? e
                : new AwsFailure(
                        Kind.QUOTA,
                        e.getMessage()
                                + "; a workspace has at most 100 tokens, and expired ones count: delete tokens"
                                + " in Grafana under Administration > Users and access > Service accounts");
    }

    /** Deletes the tokens that made a creation fail, or that it left, and returns their number. */
    private int deleteObstacles(AwsFailure failure, String name) {
        return switch (failure.kind()) {
            case QUOTA -> {
                int deleted = deleteAll(token ->
                        token.name().startsWith(PREFIX) && token.expiresAt().isBefore(clock.instant()));
                log.info("workspace " + workspaceId + " is at its limit of tokens: deleted " + deleted
                        + " expired ones of service account " + ServiceAccounts.NAME);
                yield deleted;
            }
            case DENIED, NOT_FOUND -> 0;
            // The call may have been processed, and its repetition be rejected since the name is taken.
            case CONFLICT, INVALID, OTHER -> deleteAll(token -> token.name().equals(name));
        };
    }

    private int deleteAll(Predicate<ServiceAccountTokenSummary> condition) {
        List<String> ids = new ArrayList<>();
        uninterrupted(() -> calls.call(
                        "ListWorkspaceServiceAccountTokens",
                        () -> client
                                .listWorkspaceServiceAccountTokensPaginator(request ->
                                        request.workspaceId(workspaceId).serviceAccountId(accountId))
                                .serviceAccountTokens()
                                .stream()
                                .filter(condition)
                                .map(ServiceAccountTokenSummary::id)
                                .toList())
                .forEach(ids::add));
        ids.forEach(this::delete);
        return ids.size();
    }

    /** Deletes a token, also on a thread that was interrupted. A token that cannot be deleted expires in minutes. */
    void delete(String tokenId) {
        uninterrupted(() -> calls.call(
                "DeleteWorkspaceServiceAccountToken",
                () -> client.deleteWorkspaceServiceAccountToken(request -> request.workspaceId(workspaceId)
                        .serviceAccountId(accountId)
                        .tokenId(tokenId))));
    }

    /** Failures are logged, since they must not replace the outcome of the run. */
    private void uninterrupted(Runnable cleanup) {
        boolean interrupted = Thread.interrupted();
        try {
            cleanup.run();
        } catch (AwsFailure e) {
            if (e.kind() != Kind.NOT_FOUND) {
                log.error("a token may be left, and expires in minutes: " + e.getMessage());
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
