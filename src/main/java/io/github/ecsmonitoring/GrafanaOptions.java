package io.github.ecsmonitoring;

import io.github.ecsmonitoring.adot.ScrapeInterval;
import io.github.ecsmonitoring.grafana.GrafanaPublication;
import io.github.ecsmonitoring.grafana.content.DataSource;
import io.github.ecsmonitoring.grafana.content.GrafanaContent;
import io.github.ecsmonitoring.grafana.content.GrafanaFolder;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import software.amazon.awscdk.Duration;

/** What the builder of an {@code EcsMonitoring} collects about Grafana. */
final class GrafanaOptions {
    private static final String ROLES = "grafanaAdmins, grafanaEditors and grafanaViewers";
    private static final String OWN_FOLDER = "Applications";
    private static final String OWN_FOLDER_UID = "ecs-monitoring-applications";

    private final List<String> admins = new ArrayList<>();
    private final List<String> editors = new ArrayList<>();
    private final List<String> viewers = new ArrayList<>();
    private final List<GrafanaFolder> folders = new ArrayList<>();
    /** Null for the default. */
    private GrafanaChoice choice;

    private boolean withoutGrafana;
    /** Null for the default. */
    private GrafanaContent content;

    private boolean withContent;
    private boolean withoutContent;
    private boolean withoutRoles;
    private boolean withoutMonitoring;
    private boolean withSlo;
    private boolean hasNetwork;
    private boolean overwriteEdited;
    /** Gives a publication its VPC. */
    private Consumer<GrafanaPublication.Builder> network = publication -> {};

    /** Whether the builder of Grafana on ECS has content. */
    private BooleanSupplier containsContent = () -> false;

    /** Null for none. */
    private String revision;

    void choose(GrafanaChoice chosen) {
        choice = chosen;
    }

    void withoutGrafana() {
        withoutGrafana = true;
    }

    void addAdmins(String... ids) {
        admins.addAll(Arrays.asList(ids));
    }

    void addEditors(String... ids) {
        editors.addAll(Arrays.asList(ids));
    }

    void addViewers(String... ids) {
        viewers.addAll(Arrays.asList(ids));
    }

    void publisherNetwork(Consumer<GrafanaPublication.Builder> chosen) {
        network = chosen;
        hasNetwork = true;
    }

    void overwriteEdited() {
        overwriteEdited = true;
    }

    boolean overwritesEdited() {
        return overwriteEdited;
    }

    boolean hasPublisherNetwork() {
        return hasNetwork;
    }

    void applyTo(GrafanaPublication.Builder publication) {
        network.accept(publication);
        if (overwriteEdited) {
            publication.overwriteEdited();
        }
        revision().ifPresent(publication::revision);
    }

    void withoutMonitoring() {
        withoutMonitoring = true;
    }

    void withSlo() {
        withSlo = true;
    }

    /** Whether the default content is published, and has no dashboard of service level objectives. */
    boolean hidesSlo() {
        return publishes() && content == null && !withSlo && !containsContent.getAsBoolean();
    }

    void containsContent(BooleanSupplier hasContent) {
        containsContent = hasContent;
    }

    void withoutRoles() {
        withoutRoles = true;
    }

    void addFolders(GrafanaFolder... more) {
        for (GrafanaFolder folder : more) {
            folders.add(Objects.requireNonNull(folder, "folder"));
        }
    }

    void addDashboard(Path file) {
        GrafanaFolder own = folders.stream()
                .filter(folder -> folder.getUid().equals(OWN_FOLDER_UID))
                .findFirst()
                .orElseGet(() -> GrafanaFolder.of(OWN_FOLDER).uid(OWN_FOLDER_UID));
        folders.remove(own);
        folders.add(own.dashboard(file));
    }

    void publish() {
        withContent = true;
    }

    void publish(GrafanaContent chosen) {
        content = Objects.requireNonNull(chosen, "content");
    }

    void withoutContent() {
        withoutContent = true;
    }

    void revision(String changed) {
        revision = Objects.requireNonNull(changed, "revision");
    }

    /** @throws IllegalArgumentException if options exclude each other */
    void check() {
        exclusive(choice != null, "grafana(...)", withoutGrafana, "withoutGrafana()");
        exclusive(hasRoles(), ROLES, withoutGrafana, "withoutGrafana()");
        exclusive(hasRoles(), ROLES, withoutRoles, "withoutGrafanaRoles()");
        exclusive(isPublishedByName(), contentOption(), withoutGrafana, "withoutGrafana()");
        exclusive(isPublishedByName(), contentOption(), withoutContent, "withoutGrafanaContent()");
        exclusive(
                isPublishedByName(),
                contentOption(),
                containsContent.getAsBoolean(),
                "content(...) of the builder of Grafana on ECS");
        if (overwriteEdited && !publishes()) {
            throw new IllegalArgumentException(
                    "overwriteEditedDashboards() needs content that is published: remove the call, or publish content");
        }
        if (hasNetwork && !publishes()) {
            throw new IllegalArgumentException(
                    "grafanaPublisherVpc(...) needs content that is published: remove the call, or publish content");
        }
        if (revision != null && !publishes()) {
            throw new IllegalArgumentException(
                    "grafanaContentRevision(...) needs content that is published: call "
                            + (withoutGrafana || withoutContent
                                    ? "it without withoutGrafana() and withoutGrafanaContent()"
                                    : "publishGrafanaContent() too, since nothing is published to an existing Grafana by default"));
        }
    }

    private static void exclusive(boolean one, String nameOfOne, boolean other, String nameOfOther) {
        if (one && other) {
            throw new IllegalArgumentException(
                    nameOfOne + " and " + nameOfOther + " exclude each other: set one of them");
        }
    }

    /** Whether an option asks for content. */
    boolean isPublishedByName() {
        return withContent || content != null || !folders.isEmpty();
    }

    /** The option that asks for content. */
    String contentOption() {
        return !folders.isEmpty()
                ? "dashboards(...)"
                : content != null ? "grafanaContent(...)" : "publishGrafanaContent()";
    }

    private boolean publishes() {
        return !withoutGrafana && !withoutContent && (isPublishedByName() || choice == null || choice.isNew());
    }

    /** The chosen Grafana; empty for a new workspace of Amazon Managed Grafana. */
    Optional<GrafanaChoice> choice() {
        return Optional.ofNullable(choice);
    }

    boolean hasGrafana() {
        return !withoutGrafana;
    }

    /** What is published; empty for nothing. */
    Optional<GrafanaContent> content(IPrometheusWorkspace workspace, ScrapeInterval interval) {
        if (!publishes()) {
            return Optional.empty();
        }
        GrafanaContent base = content != null ? content : byDefault(workspace, interval);
        return Optional.of(folders.isEmpty() ? base : base.plusFolders(folders.toArray(GrafanaFolder[]::new)));
    }

    /** {@link GrafanaContent#of} with the interval of the samples, which is the shortest that queries should use. */
    private GrafanaContent byDefault(IPrometheusWorkspace workspace, ScrapeInterval interval) {
        return GrafanaContent.Builder.create()
                .dataSources(
                        DataSource.prometheus(workspace).scrapeInterval(Duration.seconds(interval.seconds())),
                        DataSource.alertManager(workspace),
                        DataSource.cloudWatch(),
                        DataSource.xRay())
                .folders(withSlo ? GrafanaFolder.ecsWithSlo() : GrafanaFolder.ecs())
                .build();
    }

    Optional<String> revision() {
        return Optional.ofNullable(revision);
    }

    boolean hasRoles() {
        return !(admins.isEmpty() && editors.isEmpty() && viewers.isEmpty());
    }

    /** Whether the task of Grafana on ECS is monitored. */
    boolean monitorsGrafana() {
        return !withoutMonitoring;
    }

    /** Whether the summary says so if nobody can sign in. */
    boolean expectsRoles() {
        return !withoutRoles;
    }

    String[] admins() {
        return admins.toArray(String[]::new);
    }

    String[] editors() {
        return editors.toArray(String[]::new);
    }

    String[] viewers() {
        return viewers.toArray(String[]::new);
    }
}
