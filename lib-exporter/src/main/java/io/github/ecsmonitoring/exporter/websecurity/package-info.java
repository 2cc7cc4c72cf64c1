/**
 * {@code --web.config.file}: TLS, client certificates, users, headers and a rate limit, in the format of Prometheus's
 * exporter-toolkit. Without the flag neither this package nor the YAML and bcrypt libraries that it uses are loaded.
 *
 * <pre>
 * WebConfig            TLS for connections, authorization for requests
 *   ReloadingTls       the current certificates, for each new connection
 *     TlsContext       keys, authorities and parameters for the JDK
 *     PemBlock, PrivateKeys, ClientCertificates
 *   BasicAuth          Verdict; PasswordQueue: PasswordClient, FailureCounts
 *   TokenBucket
 *   WebSettingsParser  YAML to WebSettings; TlsSettingsParser, YamlMapping
 *   FileCache, TextFile, RecentEntries
 * HealthCheckClient    for --health-check
 * </pre>
 *
 * @see <a href="https://github.com/prometheus/exporter-toolkit/blob/v0.17.1/docs/web-configuration.md">The file's
 *     format</a>
 */
package io.github.ecsmonitoring.exporter.websecurity;
