package io.github.ecsmonitoring.grafana;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.grafana.CfnWorkspace;

/**
 * What the app knows of the workspace that is published to; of an imported one that is its attributes.
 *
 * @param workspace created in this app or imported
 */
record PublisherTarget(IGrafanaWorkspace workspace) {
    private static final Pattern ARN = Pattern.compile("arn:[^:]+:grafana:([^:]+):([^:]+):.*");

    private Optional<CfnWorkspace> created() {
        return workspace.getNode().getDefaultChild() instanceof CfnWorkspace resource
                ? Optional.of(resource)
                : Optional.empty();
    }

    String path() {
        return workspace.getNode().getPath();
    }

    /** Such as {@code 12.4}; empty if unknown. */
    Optional<String> version() {
        return created()
                .map(CfnWorkspace::getGrafanaVersion)
                .or(() -> workspace.getVersion().map(GrafanaVersion::toString));
    }

    boolean isOlderThan(int major) {
        return version()
                .map(version -> version.split("\\.")[0])
                .filter(text -> text.matches("[0-9]{1,4}"))
                .filter(text -> Integer.parseInt(text) < major)
                .isPresent();
    }

    /** Whether it is known to have no users of IAM Identity Center. */
    boolean hasSamlOnly() {
        return created()
                .map(resource -> List.of("SAML").equals(resource.getAuthenticationProviders()))
                .orElseGet(() -> !workspace.usesIdentityCenter());
    }

    boolean isRestricted() {
        return created()
                .map(resource -> resource.getNetworkAccessControl() != null)
                .orElseGet(() -> workspace.getNetworkAccess().isPresent());
    }

    /** Whether it is known that all requests must come through its VPC endpoints. */
    boolean acceptsEndpointsOnly() {
        return isRestricted() && created().map(this::hasNoPrefixLists).orElseGet(this::isImportedWithoutPrefixLists);
    }

    private boolean hasNoPrefixLists(CfnWorkspace resource) {
        return Stack.of(workspace).resolve(resource.getNetworkAccessControl()) instanceof Map<?, ?> properties
                && !(properties.get("prefixListIds") instanceof List<?> lists && !lists.isEmpty());
    }

    private boolean isImportedWithoutPrefixLists() {
        return workspace
                .getNetworkAccess()
                .filter(access -> access.getPrefixListIds().isEmpty())
                .isPresent();
    }

    /**
     * Requires that plugins can be installed.
     *
     * @throws IllegalArgumentException if they are needed and plugin management is off
     */
    void requirePlugins(List<String> plugins) {
        if (!plugins.isEmpty() && !workspace.isPluginAdminEnabled()) {
            throw new IllegalArgumentException(
                    "Grafana workspace " + path() + " must allow the installation of plugins, since the content needs "
                            + String.join(", ", plugins)
                            + ": remove withoutPluginAdmin(), or install them yourself and publish data sources without these types");
        }
    }

    /**
     * Requires that the function of a stack can be in the workspace's account and region.
     *
     * @param what such as {@code content}
     * @throws IllegalArgumentException if they are known to differ
     */
    void requirePlace(Stack stack, String what) {
        Matcher arn = ARN.matcher(workspace.getWorkspaceArn());
        if (arn.matches()) {
            requireSame("region", arn.group(1), stack.getRegion(), what, stack);
            requireSame("account", arn.group(2), stack.getAccount(), what, stack);
        }
    }

    private void requireSame(String name, String ofWorkspace, String ofStack, String what, Stack stack) {
        if (!Token.isUnresolved(ofWorkspace) && !Token.isUnresolved(ofStack) && !ofWorkspace.equals(ofStack)) {
            throw new IllegalArgumentException("stack " + stack.getNode().getPath() + " must be in the " + name
                    + " of Grafana workspace " + path() + " to manage its " + what + ", got " + ofStack
                    + " instead of " + ofWorkspace + ": create it in a stack of that " + name);
        }
    }
}
