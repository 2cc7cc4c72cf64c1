package io.github.ecsmonitoring.grafana;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.iam.IRole;

/**
 * A workspace of Amazon Managed Grafana that exists.
 *
 * <pre>{@code
 * GrafanaWorkspaceAttributes.of("g-0a1b2c3d4e").version(GrafanaVersion.V10_4).role(Role.fromRoleName(this, "GrafanaRole", "grafana"))
 * }</pre>
 *
 * <p>Immutable: each method returns a new value.
 */
public final class GrafanaWorkspaceAttributes {
    private static final Pattern ID = Pattern.compile("g-[0-9a-f]{10}");
    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-[0-9]+");
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

    private final String workspaceId;
    private String region;
    private String account;
    private GrafanaVersion version;
    private IRole role;
    private boolean pluginAdmin = true;
    private boolean identityCenter = true;
    private GrafanaNetworkAccess networkAccess;
    private GrafanaVpcConnection vpcConnection;

    private GrafanaWorkspaceAttributes(String workspaceId) {
        this.workspaceId = workspaceId;
    }

    /**
     * A workspace with these defaults: in the stack's account and region, of an unknown version, with plug-in
     * management and IAM Identity Center, reachable from everywhere, without a known role.
     *
     * @param workspaceId for example {@code g-0a1b2c3d4e}; may be a token
     * @throws IllegalArgumentException if it is not the id of a workspace
     */
    public static GrafanaWorkspaceAttributes of(String workspaceId) {
        return new GrafanaWorkspaceAttributes(matching("workspaceId", workspaceId, ID, "g-0a1b2c3d4e"));
    }

    private GrafanaWorkspaceAttributes copy() {
        GrafanaWorkspaceAttributes copy = new GrafanaWorkspaceAttributes(workspaceId);
        copy.region = region;
        copy.account = account;
        copy.version = version;
        copy.role = role;
        copy.pluginAdmin = pluginAdmin;
        copy.identityCenter = identityCenter;
        copy.networkAccess = networkAccess;
        copy.vpcConnection = vpcConnection;
        return copy;
    }

    /**
     * The region of the workspace. Default: that of the stack.
     *
     * @throws IllegalArgumentException if it is not the name of a region
     */
    public GrafanaWorkspaceAttributes region(String region) {
        GrafanaWorkspaceAttributes changed = copy();
        changed.region = matching("region", region, REGION, "eu-west-1");
        return changed;
    }

    /**
     * The account of the workspace. Default: that of the stack.
     *
     * @throws IllegalArgumentException if it is not the id of an account
     */
    public GrafanaWorkspaceAttributes account(String account) {
        GrafanaWorkspaceAttributes changed = copy();
        changed.account = matching("account", account, ACCOUNT, "111122223333");
        return changed;
    }

    /** The version of Grafana. Default: unknown. */
    public GrafanaWorkspaceAttributes version(GrafanaVersion version) {
        GrafanaWorkspaceAttributes changed = copy();
        changed.version = Objects.requireNonNull(version, "version");
        return changed;
    }

    /** The role of the workspace, to which permissions are granted. Default: none, so that grants are errors. */
    public GrafanaWorkspaceAttributes role(IRole role) {
        GrafanaWorkspaceAttributes changed = copy();
        changed.role = Objects.requireNonNull(role, "role");
        return changed;
    }

    /** No plug-ins can be installed in the workspace. Default: they can. */
    public GrafanaWorkspaceAttributes withoutPluginAdmin() {
        GrafanaWorkspaceAttributes changed = copy();
        changed.pluginAdmin = false;
        return changed;
    }

    /** Users sign in with SAML only. Default: they sign in with IAM Identity Center. */
    public GrafanaWorkspaceAttributes withoutIdentityCenter() {
        GrafanaWorkspaceAttributes changed = copy();
        changed.identityCenter = false;
        return changed;
    }

    /** Who can reach the workspace. Default: all can. */
    public GrafanaWorkspaceAttributes networkAccess(GrafanaNetworkAccess access) {
        GrafanaWorkspaceAttributes changed = copy();
        changed.networkAccess = Objects.requireNonNull(access, "networkAccess");
        return changed;
    }

    /** The VPC that the workspace is connected to. Default: none. */
    public GrafanaWorkspaceAttributes vpcConnection(GrafanaVpcConnection connection) {
        GrafanaWorkspaceAttributes changed = copy();
        changed.vpcConnection = Objects.requireNonNull(connection, "vpcConnection");
        return changed;
    }

    String workspaceId() {
        return workspaceId;
    }

    Optional<String> region() {
        return Optional.ofNullable(region);
    }

    Optional<String> account() {
        return Optional.ofNullable(account);
    }

    Optional<GrafanaVersion> version() {
        return Optional.ofNullable(version);
    }

    Optional<IRole> role() {
        return Optional.ofNullable(role);
    }

    boolean isPluginAdmin() {
        return pluginAdmin;
    }

    boolean isIdentityCenter() {
        return identityCenter;
    }

    Optional<GrafanaNetworkAccess> networkAccess() {
        return Optional.ofNullable(networkAccess);
    }

    Optional<GrafanaVpcConnection> vpcConnection() {
        return Optional.ofNullable(vpcConnection);
    }

    private static String matching(String option, String value, Pattern pattern, String example) {
        if (!Token.isUnresolved(Objects.requireNonNull(value, option))
                && !pattern.matcher(value).matches()) {
            throw new IllegalArgumentException(option + " must look like " + example + ", got \"" + value + "\"");
        }
        return value;
    }
}
