package io.github.ecsmonitoring.grafanapublisher.aws;

import java.net.URI;

/**
 * A workspace whose Grafana can be called.
 *
 * @param url of Grafana
 * @param version of Grafana, such as {@code 12.4}
 * @param identityCenter whether people sign in through IAM Identity Center, maybe beside SAML
 */
public record ReadyWorkspace(String id, URI url, String version, boolean identityCenter) {}
