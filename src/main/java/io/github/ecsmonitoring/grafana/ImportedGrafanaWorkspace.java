package io.github.ecsmonitoring.grafana;

import java.util.Optional;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.UnknownPrincipal;
import software.constructs.Construct;

/** A workspace that is created elsewhere, identified by its id. */
final class ImportedGrafanaWorkspace extends GrafanaWorkspaceBase {
    private final GrafanaWorkspaceAttributes attributes;
    private final IPrincipal principal;

    ImportedGrafanaWorkspace(Construct scope, String id, GrafanaWorkspaceAttributes attributes) {
        super(scope, id);
        this.attributes = attributes;
        this.principal = attributes
                .role()
                .map(IPrincipal.class::cast)
                .orElseGet(
                        () -> UnknownPrincipal.Builder.create().resource(this).build());
    }

    @Override
    public String getWorkspaceRegion() {
        return attributes.region().orElseGet(getStack()::getRegion);
    }

    @Override
    String account() {
        return attributes.account().orElseGet(getStack()::getAccount);
    }

    @Override
    public String getWorkspaceId() {
        return attributes.workspaceId();
    }

    @Override
    public String getUrl() {
        return "https://" + getWorkspaceId() + ".grafana-workspace." + getWorkspaceRegion() + "."
                + getStack().getUrlSuffix();
    }

    @Override
    public Optional<GrafanaVersion> getVersion() {
        return attributes.version();
    }

    @Override
    public boolean isPluginAdminEnabled() {
        return attributes.isPluginAdmin();
    }

    @Override
    public boolean usesIdentityCenter() {
        return attributes.isIdentityCenter();
    }

    @Override
    public Optional<GrafanaNetworkAccess> getNetworkAccess() {
        return attributes.networkAccess();
    }

    @Override
    public Optional<GrafanaVpcConnection> getVpcConnection() {
        return attributes.vpcConnection();
    }

    /** Without a known role, one to which nothing can be granted. */
    @Override
    public IPrincipal getGrantPrincipal() {
        return principal;
    }
}
