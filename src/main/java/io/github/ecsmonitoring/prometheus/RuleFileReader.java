package io.github.ecsmonitoring.prometheus;

import io.github.ecsmonitoring.promql.MetricUse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Validates a file of recording and alerting rules as strictly as {@code promtool check rules}, and within AMP's
 * quotas.
 *
 * @see <a href="https://docs.aws.amazon.com/prometheus/latest/userguide/AMP_quotas.html">Quotas of AMP</a>
 */
final class RuleFileReader {
    /** AMP's limit for one file. */
    private static final int MAX_BYTES = 1_000_000;
    /** AMP's limit for the names of a namespace and a group together. */
    private static final int MAX_NAME_BYTES = 721;

    private static final List<String> FILE_KEYS = List.of("groups");
    private static final List<String> GROUP_KEYS =
            List.of("name", "interval", "query_offset", "limit", "labels", "rules");

    private final String namespace;
    private final RuleQuotas quotas;
    private final Set<String> groups = new HashSet<>();
    private MetricUse metrics = MetricUse.NONE;
    private int rules;

    private RuleFileReader(String namespace, RuleQuotas quotas) {
        this.namespace = namespace;
        this.quotas = quotas;
    }

    /**
     * Reads the text of a file; tokens in it are let through.
     *
     * @throws IllegalArgumentException with namespace, group and rule if it is not valid
     */
    static RuleFile read(String namespace, String yaml, RuleQuotas quotas) {
        String text = TokenText.of(yaml);
        return TokenText.isUnknown(text.split("[\\s:]", 2)[0])
                ? RuleFile.UNKNOWN
                : new RuleFileReader(namespace, quotas).read(text);
    }

    private RuleFile read(String text) {
        String file = "rules " + namespace;
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            throw new IllegalArgumentException(file + " must have at most " + MAX_BYTES + " bytes, got " + bytes);
        }
        List<Node> all = document(file, text)
                .map(document -> YamlFields.of(document, file, FILE_KEYS).list("groups"))
                .orElse(List.of());
        if (all.isEmpty()) {
            throw new IllegalArgumentException(
                    file + " must be a Prometheus rules file with a non-empty list \"groups\"");
        }
        for (int i = 0; i < all.size(); i++) {
            readGroup(YamlFields.of(all.get(i), file + ", group " + (i + 1), GROUP_KEYS), file);
        }
        return new RuleFile(rules, metrics);
    }

    private static Optional<Node> document(String file, String text) {
        try {
            List<Node> documents = new ArrayList<>();
            LoadSettings settings = LoadSettings.builder().setLabel(file).build();
            new Compose(settings).composeAllFromString(text).forEach(documents::add);
            if (documents.size() > 1) {
                throw new IllegalArgumentException(file + " must be one YAML document, got " + documents.size());
            }
            return documents.stream().findFirst();
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException(
                    file + " must be YAML: " + e.getMessage().strip(), e);
        }
    }

    private void readGroup(YamlFields unnamed, String file) {
        String name = unnamed.text("name").orElse("");
        if (name.isEmpty()) {
            throw new IllegalArgumentException(unnamed.place() + ": name must not be empty");
        }
        YamlFields group = unnamed.at(file + ", group " + name);
        if (!groups.add(name)) {
            throw new IllegalArgumentException(
                    group.place() + ": names of groups must be unique within a namespace, got this one twice");
        }
        int bytes = (namespace + name).getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_NAME_BYTES) {
            throw new IllegalArgumentException(
                    group.place() + ": the names of namespace and group must together have at most " + MAX_NAME_BYTES
                            + " bytes, got " + bytes);
        }
        group.duration("interval").ifPresent(millis -> quotas.checkInterval(millis, group.place()));
        group.duration("query_offset");
        group.text("limit").ifPresent(limit -> checkLimit(limit, group.place()));
        RuleReader.checkLabels(group.texts("labels"), group.place());
        List<Node> all = group.list("rules");
        for (int i = 0; i < all.size(); i++) {
            metrics = metrics.and(RuleReader.read(all.get(i), group.place(), i + 1));
        }
        rules += all.size();
    }

    private static void checkLimit(String limit, String place) {
        if (!TokenText.isUnknown(limit) && !limit.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException(
                    place + ": limit must be a whole number, 0 for no limit, got \"" + limit + "\"");
        }
    }
}
