package io.github.ecsmonitoring.grafana;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How users sign in to a workspace of Amazon Managed Grafana: with IAM Identity Center, with SAML 2.0, or with both.
 *
 * @see <a href="https://docs.aws.amazon.com/grafana/latest/userguide/authentication-in-AMG.html">authentication</a>
 */
public final class GrafanaAuthentication {
    private static final String AWS_SSO = "AWS_SSO";
    private static final String SAML = "SAML";

    private final List<String> providers;
    /** Null for none. */
    private final GrafanaSaml saml;

    private GrafanaAuthentication(List<String> providers, GrafanaSaml saml) {
        this.providers = providers;
        this.saml = saml;
    }

    /** IAM Identity Center, which must be enabled in the organization or account before the deployment. */
    public static GrafanaAuthentication awsSso() {
        return new GrafanaAuthentication(List.of(AWS_SSO), null);
    }

    /**
     * SAML 2.0 with an identity provider; all users are viewers, see {@link GrafanaSaml#adminRoles}.
     *
     * @param metadataUrl an https URL of the provider's metadata
     * @throws IllegalArgumentException if it is not an https URL
     */
    public static GrafanaAuthentication saml(String metadataUrl) {
        return saml(GrafanaSaml.metadataUrl(metadataUrl));
    }

    /** SAML 2.0 with an identity provider. */
    public static GrafanaAuthentication saml(GrafanaSaml saml) {
        return new GrafanaAuthentication(List.of(SAML), Objects.requireNonNull(saml, "saml"));
    }

    /** Both, between which users choose when they sign in. */
    public static GrafanaAuthentication awsSsoAndSaml(GrafanaSaml saml) {
        return new GrafanaAuthentication(List.of(AWS_SSO, SAML), Objects.requireNonNull(saml, "saml"));
    }

    /** {@code AWS_SSO}, {@code SAML} or both. */
    List<String> providers() {
        return providers;
    }

    Optional<GrafanaSaml> saml() {
        return Optional.ofNullable(saml);
    }
}
