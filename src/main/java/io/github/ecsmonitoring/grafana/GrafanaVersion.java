package io.github.ecsmonitoring.grafana;

import java.util.regex.Pattern;

/**
 * A version of Grafana that Amazon Managed Grafana offers. A workspace can be upgraded but not downgraded.
 *
 * @see <a href="https://docs.aws.amazon.com/grafana/latest/userguide/version-differences.html">versions</a>
 */
public final class GrafanaVersion {
    /** Grafana 12.4. */
    public static final GrafanaVersion V12_4 = of("12.4");
    /** Grafana 10.4. */
    public static final GrafanaVersion V10_4 = of("10.4");

    private final String version;

    private GrafanaVersion(String version) {
        this.version = version;
    }

    /**
     * A version without a constant here.
     *
     * @param version major and minor, such as {@code 12.4}
     * @throws IllegalArgumentException if it has another form
     */
    public static GrafanaVersion of(String version) {
        if (!Pattern.matches("[1-9][0-9]?\\.[0-9]{1,2}", version)) {
            throw new IllegalArgumentException("Grafana version must look like 12.4, got \"" + version + "\"");
        }
        return new GrafanaVersion(version);
    }

    @Override
    public String toString() {
        return version;
    }
}
