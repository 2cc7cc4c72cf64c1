package io.github.ecsmonitoring.grafana.content;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The kinds of data sources, with the types and keys of Grafana. */
enum DataSourceKind {
    /** The type since Grafana 12, which signs no requests of the type {@code prometheus}. */
    PROMETHEUS(
            "Prometheus",
            "Amazon Managed Prometheus",
            "ecs-monitoring-prometheus",
            "grafana-amazonprometheus-datasource",
            true,
            true),
    ALERT_MANAGER(
            "alert manager",
            "Amazon Managed Prometheus alert manager",
            "ecs-monitoring-alertmanager",
            "alertmanager",
            false,
            true),
    CLOUDWATCH("CloudWatch", "CloudWatch", "ecs-monitoring-cloudwatch", "cloudwatch", false, false),
    /** In Grafana its name is AWS Application Signals. */
    XRAY("X-Ray", "X-Ray", "ecs-monitoring-xray", "grafana-x-ray-datasource", true, false);

    private static final Pattern PROMETHEUS_TYPE = Pattern.compile("prometheus|grafana-[0-9a-z]+prometheus-datasource");
    private static final int HASH_LENGTH = 8;

    final String label;
    final String defaultName;
    final String type;
    final boolean isPlugin;
    /** Whether Grafana signs the HTTP requests of this type, else the plugin calls AWS with its SDK. */
    final boolean isSigned;

    private final String defaultUid;

    DataSourceKind(
            String label, String defaultName, String defaultUid, String type, boolean isPlugin, boolean isSigned) {
        this.label = label;
        this.defaultName = defaultName;
        this.defaultUid = defaultUid;
        this.type = type;
        this.isPlugin = isPlugin;
        this.isSigned = isSigned;
    }

    /** Whether a dashboard for data sources of a type can use this kind; Grafana treats all of Prometheus alike. */
    boolean isOfType(String type) {
        return this.type.equals(type)
                || this == PROMETHEUS && PROMETHEUS_TYPE.matcher(type).matches();
    }

    /** The same for the same name in every deployment. */
    String uid(String name) {
        if (name.equals(defaultName)) {
            return defaultUid;
        }
        int free = GrafanaUid.MAX_LENGTH - defaultUid.length() - 1;
        return defaultUid + "-"
                + GrafanaUid.of(name).filter(uid -> uid.length() <= free).orElseGet(() -> hash(name));
    }

    private static String hash(String name) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, HASH_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
