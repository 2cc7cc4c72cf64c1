/**
 * What {@code --web.config.file} asks for: TLS, client certificates, users, headers, a rate limit. The grammar is that
 * of Prometheus's exporter-toolkit. Without the flag nothing of this package is loaded, nor the YAML and bcrypt
 * libraries that it uses.
 *
 * <pre>
 * WebConfig         what the server is given: TLS, and a guard before its endpoints
 *   ReloadedTls     the certificates of now, for each new connection
 *     TlsContext    keys, trust and protocol settings made ready for the JDK
 *     Pem, PrivateKeys, ClientCertificates
 *   BasicAuth, TokenBucket
 *   SettingsParser  from YAML to Settings; YamlMapping has the errors
 * OwnClient         for --health-check
 * </pre>
 *
 * @see <a href="https://github.com/prometheus/exporter-toolkit/blob/v0.17.1/docs/web-configuration.md">The file's
 *     grammar</a>
 */
package io.github.ecsmonitoring.exporter.websecurity;
