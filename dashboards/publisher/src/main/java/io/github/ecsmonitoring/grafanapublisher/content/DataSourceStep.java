package io.github.ecsmonitoring.grafanapublisher.content;

import com.google.gson.JsonObject;
import io.github.ecsmonitoring.grafanapublisher.api.ApiPath;
import io.github.ecsmonitoring.grafanapublisher.api.GrafanaApi;
import io.github.ecsmonitoring.grafanapublisher.api.GrafanaException;
import io.github.ecsmonitoring.grafanapublisher.content.Report.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * Creates a data source, or gives it the desired fields; what else it has is kept. It becomes Grafana's default only if
 * there is none: the default that people chose remains.
 *
 * @see <a
 *     href="https://grafana.com/docs/grafana/latest/developer-resources/api-reference/http-api/api-legacy/data_source/">data
 *     source API</a>
 */
final class DataSourceStep implements Step {
    private static final String DEFAULT = "isDefault";
    /** Fields of an answer that are not part of a data source's settings. */
    private static final List<String> DERIVED =
            List.of("id", "orgId", "typeLogoUrl", "readOnly", "accessControl", "secureJsonFields");

    private final GrafanaApi grafana;
    private final JsonObject desired;
    private final String uid;
    private final Owner owner;

    DataSourceStep(GrafanaApi grafana, JsonObject desired, Owner owner) {
        this.grafana = grafana;
        this.desired = desired;
        this.uid = Json.text(desired, "uid");
        this.owner = owner;
    }

    @Override
    public String item() {
        return "data source " + uid;
    }

    @Override
    public Decision decide() throws GrafanaException {
        Optional<JsonObject> found = grafana.find(ApiPath.of("datasources", "uid", uid));
        return found.isPresent() ? decide(found.get()) : create();
    }

    private Decision create() throws GrafanaException {
        DataSourceList others = DataSourceList.read(grafana);
        String name = Json.text(desired, "name");
        Optional<String> other = others.otherWithName(name, uid);
        if (other.isPresent()) {
            return Decision.failed("Grafana has another data source with the name \"" + name + "\" (uid " + other.get()
                    + "); rename or delete that one in Grafana, or give this one another name");
        }
        return Decision.write(
                Outcome.CREATED,
                () -> grafana.post(
                        ApiPath.of("datasources"),
                        DataSourceMark.marked(withDefault(!others.hasDefault()), owner.name())));
    }

    private JsonObject withDefault(boolean free) {
        JsonObject dataSource = desired.deepCopy();
        dataSource.addProperty(DEFAULT, Json.isTrue(desired, DEFAULT) && free);
        return dataSource;
    }

    private Decision decide(JsonObject found) throws GrafanaException {
        JsonObject wanted = wanted(found);
        String other = DataSourceMark.owner(found);
        boolean isOther = !other.isEmpty() && !other.equals(owner.name());
        if (isOther && owner.replaces(other)) {
            return write(found, DataSourceMark.marked(wanted, owner.name()));
        }
        if (Json.contains(found, wanted)) {
            return isOther
                    ? Decision.kept("it is published by " + other + " with the same settings")
                    : Decision.unchanged();
        }
        if (isOther) {
            return Decision.failed("it is published by " + other + " with other settings; give this one another uid and"
                    + " name, or remove it from the other stack");
        }
        if (Json.isTrue(found, "readOnly")) {
            return Decision.failed(
                    "Grafana has it from a file, and does not let it be changed; use another uid and name");
        }
        return write(found, wanted);
    }

    /** The desired fields; {@code isDefault} as it is, unless Grafana has no default. */
    private JsonObject wanted(JsonObject found) throws GrafanaException {
        JsonObject wanted = desired.deepCopy();
        wanted.remove(DEFAULT);
        if (Json.isTrue(desired, DEFAULT)
                && !Json.isTrue(found, DEFAULT)
                && !DataSourceList.read(grafana).hasDefault()) {
            wanted.addProperty(DEFAULT, true);
        }
        return wanted;
    }

    /** Holds the version of the answer, so that a change since then is a conflict. */
    private Decision write(JsonObject found, JsonObject wanted) {
        JsonObject merged = Json.merged(found, wanted);
        DERIVED.forEach(merged::remove);
        return Decision.write(Outcome.UPDATED, () -> grafana.put(ApiPath.of("datasources", "uid", uid), merged));
    }
}
