package io.github.ecsmonitoring.grafanapublisher.standin;

import java.util.Set;

/** What differs from one version of Grafana to another. */
public enum Behaviour {
    V10_4("10.4.1"),
    V12("12.4.0"),
    V13("13.0.2");

    /** Part of every version. */
    static final Set<String> CORE_TYPES = Set.of("prometheus", "cloudwatch", "alertmanager");

    final String version;

    Behaviour(String version) {
        this.version = version;
    }

    /** Since 11.5 the list of versions is in an object. */
    boolean listsVersionsInAnArray() {
        return this == V10_4;
    }

    /** Dashboards of a folder, and folders of a folder. */
    boolean requiresUniqueTitles() {
        return this == V10_4;
    }

    boolean checksUidsOfDataSources() {
        return this != V10_4;
    }

    boolean deprecatesApi() {
        return this == V13;
    }

    String nameOfServiceAccount() {
        return this == V10_4 ? "Anonymous" : "ecs-monitoring";
    }

    /** Only later versions load the plugin for Amazon Managed Prometheus. */
    boolean supportsPlugin(String id) {
        return this != V10_4 || !id.equals("grafana-amazonprometheus-datasource");
    }
}
