package io.github.ecsmonitoring.grafana.service;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.ecs.Secret;

/**
 * Settings of Grafana as environment variables: safe defaults, and the user's.
 *
 * @param plain the user's by variable
 * @param secret the user's secrets by variable
 * @see <a href="https://grafana.com/docs/grafana/v12.4/setup-grafana/configure-grafana/">settings</a>
 */
record GrafanaSettings(Map<String, String> plain, Map<String, Secret> secret) {
    static final GrafanaSettings NONE = new GrafanaSettings(Map.of(), Map.of());
    static final String SECRET_KEY = "GF_SECURITY_SECRET_KEY";
    static final String ADMIN_PASSWORD = "GF_SECURITY_ADMIN_PASSWORD";
    static final String ADMIN_USER = "admin";

    private static final String TRUE = "true";
    private static final String FALSE = "false";

    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES", FALSE),
            Map.entry("GF_ANALYTICS_CHECK_FOR_UPDATES", FALSE),
            Map.entry("GF_ANALYTICS_FEEDBACK_LINKS_ENABLED", FALSE),
            Map.entry("GF_ANALYTICS_REPORTING_ENABLED", FALSE),
            Map.entry("GF_AUTH_ANONYMOUS_ENABLED", FALSE),
            Map.entry("GF_AUTH_SIGV4_AUTH_ENABLED", TRUE),
            // The task role only, so that nobody enters access keys.
            Map.entry("GF_AWS_ALLOWED_AUTH_PROVIDERS", "default"),
            Map.entry("GF_AWS_ASSUME_ROLE_ENABLED", TRUE),
            Map.entry("GF_LOG_CONSOLE_FORMAT", "json"),
            Map.entry("GF_LOG_MODE", "console"),
            Map.entry("GF_NEWS_NEWS_FEED_ENABLED", FALSE),
            Map.entry("GF_PLUGINS_PLUGIN_ADMIN_ENABLED", FALSE),
            // Otherwise Grafana downloads further plugins whenever it starts.
            Map.entry("GF_PLUGINS_PREINSTALL_AUTO_UPDATE", FALSE),
            Map.entry("GF_PLUGINS_PREINSTALL_DISABLED", TRUE),
            Map.entry("GF_PLUGINS_PUBLIC_KEY_RETRIEVAL_DISABLED", TRUE),
            Map.entry("GF_SECURITY_DISABLE_GRAVATAR", TRUE),
            Map.entry("GF_SNAPSHOTS_EXTERNAL_ENABLED", FALSE),
            // Rules belong to the workspace; two tasks would evaluate and notify twice.
            Map.entry("GF_UNIFIED_ALERTING_EXECUTE_ALERTS", FALSE),
            Map.entry("GF_USERS_ALLOW_ORG_CREATE", FALSE),
            Map.entry("GF_USERS_ALLOW_SIGN_UP", FALSE));

    private static final String ADDRESS = "set certificate(...) and domainName(...)";
    private static final String DATABASE = "use database(...)";
    private static final String IMAGE = "it is part of the image";
    private static final String ADMIN = "the first administrator is in the secret of getAdminSecret()";
    private static final Map<String, String> RESERVED = Map.ofEntries(
            Map.entry("GF_DATABASE_HOST", DATABASE),
            Map.entry("GF_DATABASE_NAME", DATABASE),
            Map.entry("GF_DATABASE_PASSWORD", DATABASE),
            Map.entry("GF_DATABASE_PATH", DATABASE),
            Map.entry("GF_DATABASE_SSL_MODE", DATABASE),
            Map.entry("GF_DATABASE_TYPE", DATABASE),
            Map.entry("GF_DATABASE_URL", DATABASE),
            Map.entry("GF_DATABASE_USER", DATABASE),
            Map.entry("GF_INSTALL_PLUGINS", "use plugin(...)"),
            Map.entry("GF_PATHS_CONFIG", IMAGE),
            Map.entry("GF_PATHS_DATA", IMAGE),
            Map.entry("GF_PATHS_HOME", IMAGE),
            Map.entry("GF_PATHS_LOGS", IMAGE),
            Map.entry("GF_PATHS_PLUGINS", IMAGE),
            Map.entry("GF_PATHS_PROVISIONING", IMAGE),
            Map.entry("GF_PLUGINS_PREINSTALL", "use plugin(...)"),
            Map.entry("GF_PLUGINS_PREINSTALL_SYNC", "use plugin(...)"),
            Map.entry(ADMIN_PASSWORD, ADMIN),
            Map.entry("GF_SECURITY_ADMIN_USER", ADMIN),
            Map.entry("GF_SERVER_DOMAIN", ADDRESS),
            Map.entry("GF_SERVER_HTTP_ADDR", ADDRESS),
            Map.entry("GF_SERVER_HTTP_PORT", ADDRESS),
            Map.entry("GF_SERVER_PROTOCOL", ADDRESS),
            Map.entry("GF_SERVER_ROOT_URL", ADDRESS));

    private static final Pattern SECTION = Pattern.compile("[A-Za-z0-9_]+(?:[.-][A-Za-z0-9_]+)*");
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_]+");
    private static final Pattern SECRET_LIKE = Pattern.compile(
            "(?:.*_)?(?:password|passphrase|secret|secret_key|token|private_key|api_key|access_key|access_key_id|credentials?|connstr)",
            Pattern.CASE_INSENSITIVE);

    GrafanaSettings with(String section, String key, String value) {
        Objects.requireNonNull(value, "value");
        String variable = variable(section, key);
        if (SECRET_LIKE.matcher(key).matches() && !value.equals(TRUE) && !value.equals(FALSE)) {
            throw new IllegalArgumentException("setting " + section + "." + key
                    + " must not be plain text, which anyone who can read the template or the task definition could read:"
                    + " use secretSetting(\"" + section + "\", \"" + key + "\", Secret.fromSecretsManager(...))");
        }
        requireFree(secret, variable, section, key);
        Map<String, String> more = new TreeMap<>(plain);
        more.put(variable, value);
        return new GrafanaSettings(more, secret);
    }

    GrafanaSettings withSecret(String section, String key, Secret value) {
        Objects.requireNonNull(value, "value");
        String variable = variable(section, key);
        requireFree(plain, variable, section, key);
        Map<String, Secret> more = new TreeMap<>(secret);
        more.put(variable, value);
        return new GrafanaSettings(plain, more);
    }

    private static void requireFree(Map<String, ?> other, String variable, String section, String key) {
        if (other.containsKey(variable)) {
            throw new IllegalArgumentException("setting " + section + "." + key
                    + " must be set once, got setting(...) and secretSetting(...): remove one of them");
        }
    }

    private static String variable(String section, String key) {
        if (!SECTION.matcher(Objects.requireNonNull(section, "section")).matches()) {
            throw new IllegalArgumentException(
                    "section must be one of Grafana's such as auth.generic_oauth, got \"" + section + "\"");
        }
        if (!KEY.matcher(Objects.requireNonNull(key, "key")).matches()) {
            throw new IllegalArgumentException("key of section " + section
                    + " must be letters, digits and underscores such as client_id, got \"" + key + "\"");
        }
        String variable = ("GF_" + section + "_" + key).replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
        if (RESERVED.containsKey(variable)) {
            throw new IllegalArgumentException(
                    "setting " + section + "." + key + " must not be set: " + RESERVED.get(variable));
        }
        return variable;
    }

    /** @throws IllegalArgumentException if a value is a secret that CloudFormation would write as plain text */
    void check(Stack stack) {
        plain.forEach((variable, value) -> {
            if (Token.isUnresolved(value)
                    && String.valueOf(stack.resolve(value)).contains("{{resolve:")) {
                throw new IllegalArgumentException("setting " + variable
                        + " must not be a secret, which the task definition would contain as plain text: use"
                        + " secretSetting(...)");
            }
        });
    }

    /** All settings that are not secrets. */
    Map<String, String> environment(String url, boolean tls) {
        Map<String, String> all = new TreeMap<>(DEFAULTS);
        all.put("GF_SECURITY_COOKIE_SECURE", tls ? TRUE : FALSE);
        all.putAll(plain);
        secret.keySet().forEach(all::remove);
        all.put("GF_SECURITY_ADMIN_USER", ADMIN_USER);
        all.put("GF_SERVER_ROOT_URL", url + "/");
        return all;
    }

    /** The user's own key, instead of one that is generated. */
    Optional<Secret> secretKey() {
        return Optional.ofNullable(secret.get(SECRET_KEY));
    }
}
