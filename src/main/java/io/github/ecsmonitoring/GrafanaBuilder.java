package io.github.ecsmonitoring;

import io.github.ecsmonitoring.grafana.GrafanaPublication;
import io.github.ecsmonitoring.grafana.GrafanaWorkspace;
import io.github.ecsmonitoring.grafana.IGrafana;
import io.github.ecsmonitoring.grafana.content.GrafanaContent;
import io.github.ecsmonitoring.grafana.content.GrafanaFolder;
import io.github.ecsmonitoring.grafana.service.GrafanaService;
import io.github.ecsmonitoring.task.TaskMonitoringBuilder;
import java.nio.file.Path;
import java.util.Objects;
import software.amazon.awscdk.services.ec2.ISecurityGroup;
import software.amazon.awscdk.services.ec2.IVpc;

/**
 * The methods of {@code EcsMonitoring.Builder} about Grafana.
 *
 * @param <B> the builder
 */
abstract class GrafanaBuilder<B extends GrafanaBuilder<B>> extends TaskMonitoringBuilder<B> {
    private final GrafanaOptions grafana = new GrafanaOptions();

    final GrafanaOptions grafana() {
        return grafana;
    }

    @SuppressWarnings("unchecked")
    private B self() {
        return (B) this;
    }

    /**
     * An existing Grafana, which is granted queries and the alert manager with silences. Nothing is published to it,
     * unless {@link #publishGrafanaContent()}, {@link #grafanaContent} or {@link #dashboards} is called. Default: a new
     * workspace of Amazon Managed Grafana with IAM Identity Center.
     */
    public B grafana(IGrafana grafana) {
        this.grafana.choose(GrafanaChoice.existing(Objects.requireNonNull(grafana, "grafana")));
        return self();
    }

    /** A new workspace of Amazon Managed Grafana, to which content is published. */
    public B grafana(GrafanaWorkspace.Builder grafana) {
        this.grafana.choose(GrafanaChoice.of(Objects.requireNonNull(grafana, "grafana")));
        return self();
    }

    /**
     * Grafana on ECS, with the content in its image unless the builder has content. Its task is monitored, and with
     * {@code alerts} its service too. Default: a new workspace of Amazon Managed Grafana with IAM Identity Center.
     *
     * @throws IllegalArgumentException at {@code build()} as {@link GrafanaService.Builder#build}, or if content is set
     *     both here and on the builder
     */
    public B grafana(GrafanaService.Builder grafana) {
        Objects.requireNonNull(grafana, "grafana");
        this.grafana.choose(GrafanaChoice.of(grafana));
        this.grafana.containsContent(grafana::hasContent);
        return self();
    }

    /** Does not monitor the task of Grafana on ECS. Default: it is monitored if it is created here. */
    public B withoutGrafanaMonitoring() {
        grafana.withoutMonitoring();
        return self();
    }

    /** Creates no Grafana. */
    public B withoutGrafana() {
        grafana.withoutGrafana();
        return self();
    }

    /**
     * Users and groups of IAM Identity Center that are administrators of the workspace of Amazon Managed Grafana; may
     * be called repeatedly. Default: none.
     *
     * @param ids as the console of IAM Identity Center shows them, for example
     *     {@code 9067f5c6d7-1a2b3c4d-1111-2222-3333-444455556666}
     */
    public B grafanaAdmins(String... ids) {
        grafana.addAdmins(ids);
        return self();
    }

    /** The same for editors. */
    public B grafanaEditors(String... ids) {
        grafana.addEditors(ids);
        return self();
    }

    /** The same for viewers. */
    public B grafanaViewers(String... ids) {
        grafana.addViewers(ids);
        return self();
    }

    /** Assigns no roles, and omits the line of the summary that says so, for roles that are assigned elsewhere. */
    public B withoutGrafanaRoles() {
        grafana.withoutRoles();
        return self();
    }

    /**
     * Publishes folders with your own dashboards too, and extends {@link #profile} by the metrics that these read; may
     * be called repeatedly. Default: none.
     *
     * @throws IllegalArgumentException at {@code build()} as {@link GrafanaContent.Builder#build}
     */
    public B dashboards(GrafanaFolder... folders) {
        grafana.addFolders(folders);
        return self();
    }

    /**
     * The same with the file of a dashboard, in the folder {@code Applications}.
     *
     * @throws IllegalArgumentException as {@link GrafanaFolder#dashboard(Path)}
     */
    public B dashboard(Path file) {
        grafana.addDashboard(file);
        return self();
    }

    /**
     * Publishes the default content, {@link GrafanaContent#of}, to an existing workspace too. Default: only to a new
     * Grafana.
     */
    public B publishGrafanaContent() {
        grafana.publish();
        return self();
    }

    /** Publishes other content than {@link GrafanaContent#of}, also to an existing workspace. */
    public B grafanaContent(GrafanaContent content) {
        grafana.publish(content);
        return self();
    }

    /** Publishes nothing, for example to use a {@link GrafanaPublication} of your own with other options. */
    public B withoutGrafanaContent() {
        grafana.withoutContent();
        return self();
    }

    /** Overwrites dashboards that were edited in Grafana. Default: they are kept and reported. */
    public B overwriteEditedDashboards() {
        grafana.overwriteEdited();
        return self();
    }

    /**
     * Publishes from a VPC, for a workspace with network access control, as {@link GrafanaPublication.Builder#vpc(IVpc,
     * ISecurityGroup...)}. Default: from Lambda's own network.
     */
    public B grafanaPublisherVpc(IVpc vpc, ISecurityGroup... securityGroups) {
        Objects.requireNonNull(vpc, "vpc");
        grafana.publisherNetwork(publication -> publication.vpc(vpc, securityGroups));
        return self();
    }

    /** A text whose change publishes again, as {@link GrafanaPublication.Builder#revision}. Default: none. */
    public B grafanaContentRevision(String revision) {
        grafana.revision(revision);
        return self();
    }
}
