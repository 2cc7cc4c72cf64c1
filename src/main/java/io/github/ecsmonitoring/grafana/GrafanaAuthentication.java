package io.github.ecsmonitoring.grafana;

import java.net.URI;
import java.util.Optional;

/**
 * How users sign in to a workspace of Amazon Managed Grafana.
 *
 * @see <a href="https://docs.aws.amazon.com/grafana/latest/userguide/authentication-in-AMG.html">authentication</a>
 */
public final class GrafanaAuthentication {
    private final String provider;
    private final String samlMetadataUrl;

    private GrafanaAuthentication(String provider, String samlMetadataUrl) {
        this.provider = provider;
        this.samlMetadataUrl = samlMetadataUrl;
    }

    /** IAM Identity Center, which must be enabled in the organization or account before the deployment. */
    public static GrafanaAuthentication awsSso() {
        return new GrafanaAuthentication("AWS_SSO", null);
    }

    /** SAML 2.0, configured after the deployment; no user can sign in until then. */
    public static GrafanaAuthentication saml() {
        return new GrafanaAuthentication("SAML", null);
    }

    /**
     * SAML 2.0 with an identity provider.
     *
     * @param metadataUrl an https URL of the provider's metadata
     * @throws IllegalArgumentException if it is not an https URL
     */
    public static GrafanaAuthentication saml(String metadataUrl) {
        if (!isHttps(metadataUrl)) {
            throw new IllegalArgumentException("SAML metadata URL must be an https URL, got \"" + metadataUrl + "\"");
        }
        return new GrafanaAuthentication("SAML", metadataUrl);
    }

    String provider() {
        return provider;
    }

    Optional<String> samlMetadataUrl() {
        return Optional.ofNullable(samlMetadataUrl);
    }

    private static boolean isHttps(String url) {
        try {
            URI uri = URI.create(url);
            return "https".equals(uri.getScheme()) && uri.getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
