package io.github.ecsmonitoring.images;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Releases of the ADOT collector that support the generated configuration. */
public final class CollectorVersion {
    private static final Pattern VERSION = Pattern.compile("(?:^|:)v?0\\.(\\d{1,3})\\.\\d+(?=$|[-@+])");
    private static final int FIRST_MINOR = 49;

    private CollectorVersion() {}

    /**
     * Rejects a release that is known to be too old; a digest or a custom tag is accepted.
     *
     * @param reference a tag, or an image with a tag
     * @return the same text
     * @throws IllegalArgumentException if the version is older than v0.49.0
     */
    public static String requireNewEnough(String reference) {
        Matcher version = VERSION.matcher(reference);
        if (version.find() && Integer.parseInt(version.group(1)) < FIRST_MINOR) {
            throw new IllegalArgumentException("image must be v0." + FIRST_MINOR + ".0 or newer, got \"" + reference
                    + "\": older collectors do not support the generated configuration and would not start");
        }
        return reference;
    }
}
