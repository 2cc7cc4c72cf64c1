package io.github.ecsmonitoring.adot;

import java.util.Map;
import software.amazon.awscdk.services.ecs.Secret;

/**
 * The credential of a scrape job: a bearer token, or a user and a password.
 *
 * @param user null for a bearer token
 * @param secret the token or the password, which ECS sets in the collector's environment
 */
record ScrapeCredential(String user, Secret secret) {

    /**
     * The environment variable for the secret of a job. Dots and dashes, which variables cannot contain, are escaped so
     * that different jobs have different variables.
     */
    static String variable(String job) {
        return "SCRAPE_SECRET_" + job.replace("_", "__").replace(".", "_d").replace("-", "_h");
    }

    void addTo(Map<String, Object> config, String job) {
        // The empty variable makes the value text: a password alone could be parsed as a number, a list or a map.
        String value = "${env:" + variable(job) + "}${env:NOTHING:-}";
        if (user == null) {
            config.put("authorization", Yaml.map("type", "Bearer", "credentials", value));
        } else {
            config.put("basic_auth", Yaml.map("username", user.replace("$", "$$"), "password", value));
        }
    }
}
