package io.github.ecsmonitoring.task.check;

import io.github.ecsmonitoring.adot.AdotConfig;

/** A Docker link copies the environment of the linked container, under longer names. */
public final class BridgeSecretCheck {
    private BridgeSecretCheck() {}

    /**
     * @throws IllegalArgumentException if links in network mode BRIDGE would give the collector's secrets to the app
     */
    public static void require(AdotConfig config) {
        if (config.receivesFromApp() && !config.secrets().isEmpty()) {
            throw new IllegalArgumentException(
                    "scrape jobs must not have secrets in networkMode BRIDGE if the app sends OTLP or StatsD, got "
                            + config.secrets().keySet()
                            + ": a container that sends them is linked to the collector, and a Docker link exposes all environment variables; "
                            + "use networkMode AWS_VPC, an endpoint without a secret, or no such feature");
        }
    }
}
