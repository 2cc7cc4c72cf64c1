package io.github.ecsmonitoring.grafana.service;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.secretsmanager.ISecret;

/**
 * A PostgreSQL database that keeps the state of Grafana: users, teams, preferences, dashboards that people made.
 *
 * <pre>{@code
 * GrafanaDatabase.postgres(database.getSecret())
 * }</pre>
 *
 * <p>Immutable: each method returns a new value. Connections use TLS; the certificate is not verified.
 *
 * @see <a href="https://grafana.com/docs/grafana/v12.4/setup-grafana/configure-grafana/#database">database settings</a>
 */
public final class GrafanaDatabase {
    private static final String HOST = "DATABASE_HOST";
    private static final String PORT = "DATABASE_PORT";
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");

    private final ISecret secret;
    private final String host;
    private final String port;
    private final String name;

    private GrafanaDatabase(ISecret secret, String host, String port, String name) {
        this.secret = secret;
        this.host = host;
        this.port = port;
        this.name = name;
    }

    /**
     * A database whose secret has the fields {@code username}, {@code password}, {@code host}, {@code port} and
     * {@code dbname}, as secrets of RDS have that are attached to their database. {@code dbname} is absent if the
     * database was created without a name: set it with {@link #name}.
     */
    public static GrafanaDatabase postgres(ISecret secret) {
        return new GrafanaDatabase(Objects.requireNonNull(secret, "secret"), null, null, null);
    }

    /**
     * With an address instead of the secret's, for secrets without {@code host} and {@code port} such as those that RDS
     * manages itself.
     *
     * @param port 1 to 65535
     * @throws IllegalArgumentException if the host is blank, or the port out of range
     */
    public GrafanaDatabase address(String host, int port) {
        if (Objects.requireNonNull(host, "host").isBlank()) {
            throw new IllegalArgumentException("host of the database must not be blank");
        }
        if (!Token.isUnresolved(port) && (port < 1 || port > 65535)) {
            throw new IllegalArgumentException("port of the database must be from 1 to 65535, got " + port);
        }
        return new GrafanaDatabase(secret, host, Token.isUnresolved(port) ? Token.asString(port) : "" + port, name);
    }

    /**
     * With the name of a database instead of the secret's.
     *
     * @throws IllegalArgumentException if it is not a name of PostgreSQL
     */
    public GrafanaDatabase name(String name) {
        if (!Token.isUnresolved(Objects.requireNonNull(name, "name"))
                && !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "name of the database must be letters, digits and underscores, up to 63, got \"" + name + "\"");
        }
        return new GrafanaDatabase(secret, host, port, name);
    }

    Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>();
        environment.put("GF_DATABASE_TYPE", "postgres");
        environment.put("GF_DATABASE_SSL_MODE", "require");
        // Grafana has one setting for both, and reads variables in its settings.
        environment.put("GF_DATABASE_HOST", "$__env{" + HOST + "}:$__env{" + PORT + "}");
        if (host != null) {
            environment.put(HOST, host);
            environment.put(PORT, port);
        }
        if (name != null) {
            environment.put("GF_DATABASE_NAME", name);
        }
        return environment;
    }

    Map<String, Secret> secrets() {
        Map<String, Secret> secrets = new LinkedHashMap<>();
        secrets.put("GF_DATABASE_USER", Secret.fromSecretsManager(secret, "username"));
        secrets.put("GF_DATABASE_PASSWORD", Secret.fromSecretsManager(secret, "password"));
        if (host == null) {
            secrets.put(HOST, Secret.fromSecretsManager(secret, "host"));
            secrets.put(PORT, Secret.fromSecretsManager(secret, "port"));
        }
        if (name == null) {
            secrets.put("GF_DATABASE_NAME", Secret.fromSecretsManager(secret, "dbname"));
        }
        return secrets;
    }
}
