package io.github.ecsmonitoring.grafanapublisher.content;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.ecsmonitoring.grafanapublisher.api.ApiPath;
import io.github.ecsmonitoring.grafanapublisher.api.GrafanaApi;
import io.github.ecsmonitoring.grafanapublisher.api.GrafanaException;
import io.github.ecsmonitoring.grafanapublisher.content.Report.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Deletes a folder that the publisher created and that is empty: with a folder Grafana deletes all that is in it.
 *
 * <p>A folder has no field for a mark that the API returns. It counts as the publisher's if it was created by its
 * service account, or if Grafana cannot tell its creator: some versions name the creator of a service account's folder
 * {@code Anonymous}.
 */
record FolderRemoval(GrafanaApi grafana, String uid) implements Step {
    /** The service account that all stacks share, and the logins that Grafana makes of its name. */
    private static final String SERVICE_ACCOUNT = "(sa-|sa-\\d+-)?ecs-monitoring";

    private static final Set<String> UNKNOWN = Set.of("", "Anonymous");
    private static final int BAD_REQUEST = 400;
    /** Grafana counts with a search index from 12 on, which lags behind deletions. */
    private static final int COUNTS = 4;

    private static final Duration INDEX_LAG = Duration.ofSeconds(2);

    @Override
    public String item() {
        return "folder " + uid;
    }

    @Override
    public Decision decide() throws GrafanaException {
        Optional<JsonObject> found = grafana.find(ApiPath.of("folders", uid));
        if (found.isEmpty()) {
            return Decision.gone();
        }
        String creator = Json.text(found.get(), "createdBy");
        if (!creator.matches(SERVICE_ACCOUNT) && !UNKNOWN.contains(creator)) {
            return Decision.kept("not deleted, since " + creator + " created it");
        }
        return decideByContent();
    }

    private Decision decideByContent() throws GrafanaException {
        Optional<JsonObject> counts = counts();
        if (counts.isEmpty()) {
            return Decision.kept("not deleted, since this Grafana does not tell what else is in it");
        }
        String content = text(counts.get());
        return content.isEmpty()
                ? Decision.write(Outcome.DELETED, () -> grafana.delete(ApiPath.of("folders", uid)))
                : Decision.kept("not deleted, since there is something else in it (" + content + ")");
    }

    private Optional<JsonObject> counts() throws GrafanaException {
        Optional<JsonObject> counts = count();
        for (int count = 1;
                count < COUNTS && counts.isPresent() && !text(counts.get()).isEmpty();
                count++) {
            if (!grafana.pause(INDEX_LAG)) {
                break;
            }
            counts = count();
        }
        return counts;
    }

    private Optional<JsonObject> count() throws GrafanaException {
        return grafana.find(ApiPath.of("folders", uid, "counts"));
    }

    /** For example {@code dashboard: 1, alertrule: 2}; empty for an empty folder. */
    private static String text(JsonObject counts) {
        return counts.entrySet().stream()
                .filter(FolderRemoval::isSome)
                .map(count -> count.getKey() + ": " + count.getValue())
                .collect(Collectors.joining(", "));
    }

    private static boolean isSome(Map.Entry<String, JsonElement> count) {
        return count.getValue().isJsonPrimitive() && count.getValue().getAsLong() > 0;
    }

    /** Grafana itself refuses to delete alert rules with a folder. */
    @Override
    public String remedy(GrafanaException failure) {
        return failure.status() == BAD_REQUEST ? "; move or delete what is in it, then delete it in Grafana" : "";
    }
}
