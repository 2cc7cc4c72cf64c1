package io.github.ecsmonitoring.grafanapublisher.content;

import io.github.ecsmonitoring.grafanapublisher.api.GrafanaApi;
import io.github.ecsmonitoring.grafanapublisher.content.Report.Entry;
import io.github.ecsmonitoring.grafanapublisher.standin.Behaviour;
import io.github.ecsmonitoring.grafanapublisher.standin.GrafanaStandIn;
import io.github.ecsmonitoring.grafanapublisher.standin.TestTime;
import io.github.ecsmonitoring.grafanapublisher.time.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Collectors;

/** A stand-in of Grafana, and publishers for it. */
final class Lab implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration INVOCATION = Duration.ofMinutes(14);

    final TestTime clock = new TestTime();
    final GrafanaStandIn grafana;
    private final Duration timeout;

    private Lab(Behaviour behaviour, Duration timeout) throws IOException {
        this.grafana = new GrafanaStandIn(behaviour, clock);
        this.timeout = timeout;
    }

    static Lab with(Behaviour behaviour) throws IOException {
        return new Lab(behaviour, TIMEOUT);
    }

    /** For calls that are never answered. */
    static Lab withTimeout(Behaviour behaviour, Duration timeout) throws IOException {
        return new Lab(behaviour, timeout);
    }

    /** A Grafana that has the plugins. */
    static Lab withPlugins(Behaviour behaviour) throws IOException {
        Lab lab = with(behaviour);
        lab.grafana.plugins().add(Example.X_RAY);
        lab.grafana.plugins().add(Example.AMAZON_PROMETHEUS);
        return lab;
    }

    ContentPublisher publisher() {
        return publisher(Example.OWNER, false);
    }

    ContentPublisher publisher(String owner, boolean overwritesEdited) {
        return publisher(new Owner(owner, overwritesEdited, false));
    }

    ContentPublisher publisher(Owner owner) {
        Deadline deadline = Deadline.after(INVOCATION, clock);
        return new ContentPublisher(
                new GrafanaApi(grafana.url(), GrafanaStandIn.TOKEN, deadline, clock, timeout), owner, deadline);
    }

    /** Each item and its outcome in a line, with the detail if there is one. */
    String publish(DesiredContent desired) {
        return text(publisher().publish(desired, OwnContent.NONE));
    }

    String publish(DesiredContent desired, OwnContent earlier) {
        return text(publisher().publish(desired, earlier));
    }

    String remove(OwnContent earlier) {
        return text(publisher().remove(earlier));
    }

    static String text(Report report) {
        return report.entries().stream().map(Lab::text).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String text(Entry entry) {
        return entry.item() + " " + entry.outcome() + (entry.detail().isEmpty() ? "" : ": " + entry.detail());
    }

    @Override
    public void close() {
        grafana.close();
    }
}
