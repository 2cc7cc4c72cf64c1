package io.github.ecsmonitoring.prometheus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awscdk.Duration;
import software.constructs.Construct;

/**
 * The alert manager of a workspace: who is notified of which alerts, and how alerts are grouped.
 *
 * <pre>{@code
 * AlertManagerDefinition.Builder.create(Receiver.email("oncall@example.com"))
 *     .route("team", "payments", Receiver.slack("T0123ABCD", "C0123ABCD"))
 *     .build();
 * }</pre>
 *
 * <p>Immutable.
 *
 * @see <a href="https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-alertmanager-config.html">the alert manager
 *     of AMP</a>
 */
public final class AlertManagerDefinition {
    private final AlertManagerTree tree;
    private final String text;

    private AlertManagerDefinition(AlertManagerTree tree, String text) {
        this.tree = tree;
        this.text = text;
    }

    /**
     * A definition that is written by hand, in AMP's form: {@code template_files} and {@code alertmanager_config}.
     *
     * @param text at most 1,000,000 bytes
     * @throws IllegalArgumentException if AMP would reject it
     */
    public static AlertManagerDefinition fromText(String text) {
        AlertManagerText.check(Objects.requireNonNull(text, "text"));
        return new AlertManagerDefinition(null, text);
    }

    /**
     * The same from a file.
     *
     * @throws IllegalArgumentException if AMP would reject it
     */
    public static AlertManagerDefinition fromFile(Path file) {
        try {
            return fromText(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The receivers of all routes; empty for a definition that is written by hand. */
    public List<AlertReceiver> getReceivers() {
        return text == null ? tree.allReceivers() : List.of();
    }

    /** The receivers of alerts that match no route; empty for a definition that is written by hand. */
    public List<AlertReceiver> getDefaultReceivers() {
        return text == null ? tree.receivers() : List.of();
    }

    /**
     * A copy with a route before all others.
     *
     * @throws IllegalArgumentException if this definition is written by hand, or another route can no longer be reached
     */
    public AlertManagerDefinition withFirstRoute(AlertRoute route) {
        if (text != null) {
            throw new IllegalArgumentException(
                    "a route cannot be added to an alert manager definition that is written by hand: add it to the text");
        }
        return new AlertManagerDefinition(tree.withFirstRoute(route), null);
    }

    /**
     * Creates what the receivers need, and writes the definition.
     *
     * @param scope the construct beneath which resources are created, once
     * @param workspace whose notifications the receivers get
     * @return the document for AMP, which may contain tokens
     */
    public String bind(Construct scope, IPrometheusWorkspace workspace) {
        return text != null ? text : tree.bind(scope, workspace);
    }

    /** Collects the routes of an {@link AlertManagerDefinition}. */
    public static final class Builder {
        private final List<AlertReceiver> receivers;
        private final List<AlertRoute> routes = new ArrayList<>();
        private final List<InhibitionRule> inhibitions = new ArrayList<>();
        private final Map<String, String> templates = new LinkedHashMap<>();
        private AlertGrouping grouping = AlertGrouping.DEFAULT;
        private Duration resolveTimeout;

        private Builder(List<AlertReceiver> receivers) {
            this.receivers = receivers;
        }

        /**
         * A definition that notifies of all alerts.
         *
         * @param receivers who is notified of alerts that match no other route; without any, nobody is
         */
        public static Builder create(AlertReceiver... receivers) {
            return new Builder(List.of(receivers));
        }

        /** Sends alerts with this value of a label to these receivers instead. */
        public Builder route(String label, String value, AlertReceiver... receivers) {
            return route(AlertRoute.of(AlertMatcher.equal(label, value)).to(receivers));
        }

        /** Adds routes, of which an alert takes the first that matches. */
        public Builder route(AlertRoute... routes) {
            this.routes.addAll(List.of(routes));
            return this;
        }

        /** Adds inhibition rules. Default: none. */
        public Builder inhibit(InhibitionRule... rules) {
            inhibitions.addAll(List.of(rules));
            return this;
        }

        /**
         * Adds a file of Go templates, which the receivers' own texts may use.
         *
         * @param name the file's name, unique within the definition
         * @see <a href="https://prometheus.io/docs/alerting/latest/notifications/">templates of Alertmanager</a>
         * @throws IllegalArgumentException if the name is taken
         */
        public Builder template(String name, String text) {
            if (templates.putIfAbsent(Objects.requireNonNull(name, "name"), Objects.requireNonNull(text, "text"))
                    != null) {
                throw new IllegalArgumentException(
                        "name of a template must be unique within an alert manager, got \"" + name + "\" twice");
            }
            return this;
        }

        /**
         * The labels whose values alerts of one notification have in common. Default: alertname, account_id, region,
         * ecs_cluster and ecs_service.
         *
         * @throws IllegalArgumentException if a name is not that of a label
         */
        public Builder groupBy(String... labels) {
            grouping = grouping.by(List.of(labels));
            return this;
        }

        /** How long the first notification of a group waits for more alerts. Default: 30 seconds. */
        public Builder groupWait(Duration wait) {
            grouping = grouping.waiting(wait);
            return this;
        }

        /**
         * How long a group waits before it notifies of alerts that have been added to it. Default: 5 minutes.
         *
         * @throws IllegalArgumentException unless it is positive
         */
        public Builder groupInterval(Duration interval) {
            grouping = grouping.every(interval);
            return this;
        }

        /**
         * How long a group waits before it sends an unchanged notification again. Default: 4 hours.
         *
         * @throws IllegalArgumentException unless it is positive and at most 5 days, AMP's maximum
         */
        public Builder repeatInterval(Duration interval) {
            grouping = grouping.repeated(interval);
            return this;
        }

        /**
         * After how long an alert without an end is resolved. AMP's rules set an end for each alert. Default: 5
         * minutes.
         *
         * @throws IllegalArgumentException unless it is positive
         */
        public Builder resolveTimeout(Duration timeout) {
            resolveTimeout = AlertGrouping.positive("resolveTimeout", timeout);
            return this;
        }

        /**
         * The definition.
         *
         * @throws IllegalArgumentException if two receivers have the same name, a route can never be reached, or AMP's
         *     limits are exceeded
         */
        public AlertManagerDefinition build() {
            return new AlertManagerDefinition(
                    new AlertManagerTree(receivers, grouping, routes, inhibitions, templates, resolveTimeout), null);
        }
    }
}
