package io.github.ecsmonitoring;

import io.github.ecsmonitoring.adot.MetricProfile;
import io.github.ecsmonitoring.grafana.DataSourcePermissions;
import io.github.ecsmonitoring.grafana.GrafanaPublication;
import io.github.ecsmonitoring.grafana.GrafanaRoleAssignment;
import io.github.ecsmonitoring.grafana.GrafanaWorkspace;
import io.github.ecsmonitoring.grafana.IGrafana;
import io.github.ecsmonitoring.grafana.IGrafanaWorkspace;
import io.github.ecsmonitoring.grafana.content.DashboardFile;
import io.github.ecsmonitoring.grafana.content.GrafanaContent;
import io.github.ecsmonitoring.grafana.service.GrafanaService;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import io.github.ecsmonitoring.task.MonitoringOptions;
import io.github.ecsmonitoring.task.SummaryPrinter;
import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.Names;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.constructs.Construct;

/** The Grafana of an {@code EcsMonitoring}, with its permissions, content and roles. */
final class GrafanaSetup {
    private final Construct owner;
    private final GrafanaOptions options;
    private final Optional<GrafanaContent> content;
    private final boolean isNew;
    private final IGrafana grafana;
    /** Null if nothing is published with a custom resource. */
    private final GrafanaPublication publication;
    /** Null if no roles are assigned. */
    private final GrafanaRoleAssignment roles;

    private GrafanaSetup(Construct owner, GrafanaOptions options, MonitoringOptions monitoring) {
        this.owner = owner;
        this.options = options;
        IPrometheusWorkspace workspace = monitoring.workspace();
        Optional<GrafanaContent> chosen =
                options.content(workspace, monitoring.configuration().scrapeInterval());
        GrafanaChoice choice =
                options.choice().orElseGet(() -> GrafanaChoice.of(GrafanaWorkspace.Builder.create(owner, "Grafana")));
        isNew = choice.isNew();
        grafana = choice.creation().apply(chosen);
        content = grafana instanceof GrafanaService service && isNew ? service.getContent() : chosen;
        workspace.grantQuery(grafana);
        workspace.grantAlertManager(grafana);
        publication = content.flatMap(all -> publish(all, choice)).orElse(null);
        roles = options.hasRoles() ? assignRoles() : null;
        if (choice.isNew() && usesIdentityCenter() && roles == null && options.expectsRoles()) {
            SummaryPrinter.of(owner)
                    .note("nobody can sign in to Grafana " + grafana.getNode().getPath()
                            + " yet: set grafanaAdmins(...) of the EcsMonitoring to ids of IAM Identity Center users or groups, or assign them in "
                            + "the workspace's console after the deployment");
        }
    }

    /** Empty after {@code withoutGrafana()}. */
    static Optional<GrafanaSetup> of(Construct owner, GrafanaOptions options, MonitoringOptions monitoring) {
        return options.hasGrafana() ? Optional.of(new GrafanaSetup(owner, options, monitoring)) : Optional.empty();
    }

    private Optional<GrafanaPublication> publish(GrafanaContent all, GrafanaChoice choice) {
        if (grafana instanceof IGrafanaWorkspace workspace) {
            GrafanaPublication.Builder builder = GrafanaPublication.Builder.create(place(), id("Content"))
                    .workspace(workspace)
                    .content(all);
            options.applyTo(builder);
            return Optional.of(builder.build());
        }
        if (!choice.isNew()) {
            throw new IllegalArgumentException(options.contentOption()
                    + " needs a workspace of Amazon Managed Grafana, or a builder of Grafana on ECS, whose image contains the content, got "
                    + grafana.getNode().getPath()
                    + ": pass its builder to grafana(...), or the content to its builder");
        }
        if (options.overwritesEdited()) {
            throw new IllegalArgumentException(
                    "overwriteEditedDashboards() needs a workspace of Amazon Managed Grafana, got "
                            + grafana.getNode().getPath()
                            + ", whose dashboards cannot be edited: remove the call");
        }
        if (options.hasPublisherNetwork()) {
            throw new IllegalArgumentException(
                    "grafanaPublisherVpc(...) needs a workspace of Amazon Managed Grafana, got "
                            + grafana.getNode().getPath() + ", whose image contains the content: remove the call");
        }
        if (options.revision().isPresent()) {
            throw new IllegalArgumentException(
                    "grafanaContentRevision(...) needs a workspace of Amazon Managed Grafana, got "
                            + grafana.getNode().getPath()
                            + ", whose image contains the content: remove the call");
        }
        DataSourcePermissions.grant(all, grafana);
        return Optional.empty();
    }

    private GrafanaRoleAssignment assignRoles() {
        if (!(grafana instanceof IGrafanaWorkspace workspace)) {
            throw new IllegalArgumentException(
                    "grafanaAdmins, grafanaEditors and grafanaViewers are users and groups of IAM Identity Center, which Grafana "
                            + grafana.getNode().getPath()
                            + " does not know: set the roles in its sign-in settings");
        }
        return GrafanaRoleAssignment.Builder.create(place(), id("Roles"))
                .workspace(workspace)
                .admins(options.admins())
                .editors(options.editors())
                .viewers(options.viewers())
                .build();
    }

    /**
     * The stack of Grafana: its role needs permissions on what the content reads, so a custom resource in another stack
     * would make both stacks depend on each other.
     */
    private Construct place() {
        return isInOtherStack() ? (Construct) grafana : owner;
    }

    private String id(String kind) {
        return "Grafana" + kind + (isInOtherStack() ? Names.nodeUniqueId(owner.getNode()) : "");
    }

    private boolean isInOtherStack() {
        return grafana instanceof Construct construct
                && !Stack.of(construct)
                        .getNode()
                        .getPath()
                        .equals(Stack.of(owner).getNode().getPath());
    }

    private boolean usesIdentityCenter() {
        return grafana instanceof IGrafanaWorkspace workspace && workspace.usesIdentityCenter();
    }

    /** Notifies of content that is not published and roles that are not assigned. */
    void alarm(AlertSources sources) {
        if (sources.haveReceivers()) {
            failureAlarm()
                    .ifPresent(alarm -> sources.grafana(
                            alarm, obstacle -> SummaryPrinter.of(owner).note(obstacle)));
        }
    }

    private Optional<Alarm> failureAlarm() {
        return publication()
                .map(GrafanaPublication::getFailureAlarm)
                .or(() -> Optional.ofNullable(roles).map(GrafanaRoleAssignment::getFailureAlarm));
    }

    /** The options with a profile that keeps what the user's own dashboards read. */
    MonitoringOptions extended(MonitoringOptions monitoring) {
        MetricProfile extended = monitoring.configuration().profile();
        for (DashboardFile dashboard :
                content.map(GrafanaContent::getAddedDashboards).orElseGet(List::of)) {
            try {
                extended = extended.plusDashboard(dashboard.json());
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(dashboard.origin() + ": " + e.getMessage(), e);
            }
        }
        return monitoring.withProfile(extended);
    }

    /** Grafana on ECS that is created and monitored here. */
    Optional<GrafanaService> monitoredService() {
        return grafana instanceof GrafanaService service && isNew && options.monitorsGrafana()
                ? Optional.of(service)
                : Optional.empty();
    }

    IGrafana grafana() {
        return grafana;
    }

    Optional<GrafanaPublication> publication() {
        return Optional.ofNullable(publication);
    }

    /** The next step for people, as text with tokens. */
    String signIn() {
        String open = "open " + grafana.getUrl();
        if (roles != null) {
            return open + " and sign in with IAM Identity Center, as a user or member of a group that has a role";
        }
        if (usesIdentityCenter()) {
            return "assign users or groups of IAM Identity Center, by grafanaAdmins or in the workspace's console, then "
                    + open;
        }
        if (grafana instanceof GrafanaService service) {
            return open + " and sign in, at first as admin with the password in the secret "
                    + service.getAdminSecret().getSecretName();
        }
        return open + " and sign in with its identity provider";
    }
}
