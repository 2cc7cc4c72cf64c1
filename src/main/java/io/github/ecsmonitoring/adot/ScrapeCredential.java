package io.github.ecsmonitoring.adot;

import java.util.Map;
import software.amazon.awscdk.services.ecs.Secret;

/**
 * What a scrape job shows to its page: a token, or a user and a password.
 *
 * @param user null for a token
 * @param secret the token or the password, which ECS puts into the collector's environment
 */
record ScrapeCredential(String user, Secret secret) {

    /**
     * The environment variable that holds the secret of a job; different for different names, though variables know
     * neither dot nor dash.
     */
    static String variable(String job) {
        return "SCRAPE_SECRET_" + job.replace("_", "__").replace(".", "_d").replace("-", "_h");
    }

    void addTo(Map<String, Object> config, String job) {
        // The empty variable makes it text: a password alone that looks like a number, a list or a map would be read as
        // one.
        String value = "${env:" + variable(job) + "}${env:NOTHING:-}";
        if (user == null) {
            config.put("authorization", Yaml.map("type", "Bearer", "credentials", value));
        } else {
            config.put("basic_auth", Yaml.map("username", user.replace("$", "$$"), "password", value));
        }
    }
}
