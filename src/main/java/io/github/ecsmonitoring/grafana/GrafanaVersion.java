package io.github.ecsmonitoring.grafana;

import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of Grafana that Amazon Managed Grafana offers. A workspace can be upgraded but not downgraded.
 *
 * @see <a href="https://docs.aws.amazon.com/grafana/latest/userguide/version-differences.html">versions</a>
 */
public final class GrafanaVersion {
    private static final Pattern FORM = Pattern.compile("([1-9][0-9]?)\\.([0-9]{1,2})");
    private static final int OLDEST_MAJOR = 9;
    private static final Set<String> OLDER = Set.of("9.4", "10.4");

    /** Grafana 12.4. */
    public static final GrafanaVersion V12_4 = of("12.4");
    /** Grafana 10.4. */
    public static final GrafanaVersion V10_4 = of("10.4");

    private final int major;
    private final int minor;

    private GrafanaVersion(int major, int minor) {
        this.major = major;
        this.minor = minor;
    }

    /**
     * A version without a constant here.
     *
     * @param version major and minor, such as {@code 12.4}; {@code aws grafana list-versions} prints those that AMG
     *     offers
     * @throws IllegalArgumentException if it has another form, or is older than 12.4 and neither 9.4 nor 10.4
     */
    public static GrafanaVersion of(String version) {
        Matcher parts = FORM.matcher(Objects.requireNonNull(version, "version"));
        if (!parts.matches()) {
            throw new IllegalArgumentException("Grafana version must look like 12.4, got \"" + version + "\"");
        }
        int major = Integer.parseInt(parts.group(1));
        if (major < OLDEST_MAJOR) {
            throw new IllegalArgumentException("Grafana version must be " + OLDEST_MAJOR
                    + " or newer, which Amazon Managed Grafana offers, got " + version + ": use GrafanaVersion.V12_4");
        }
        GrafanaVersion parsed = new GrafanaVersion(major, Integer.parseInt(parts.group(2)));
        if ((major < 12 || major == 12 && parsed.minor < 4) && !OLDER.contains(parsed.toString())) {
            throw new IllegalArgumentException("Grafana version must be 9.4, 10.4, 12.4 or newer, got " + version
                    + ", which Amazon Managed Grafana does not offer: use GrafanaVersion.V12_4");
        }
        return parsed;
    }

    /**
     * Whether this version is of a major version or of a newer one, such as 12 for the plug-in that queries Amazon
     * Managed Service for Prometheus.
     */
    public boolean isAtLeast(int major) {
        return this.major >= major;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GrafanaVersion version && version.major == major && version.minor == minor;
    }

    @Override
    public int hashCode() {
        return Objects.hash(major, minor);
    }

    /** Major and minor, such as {@code 12.4}. */
    @Override
    public String toString() {
        return major + "." + minor;
    }
}
