package io.github.ecsmonitoring.internal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awscdk.$Module;

/** The version of aws-cdk-lib, which the user's app brings. */
public final class CdkVersion {
    /** The oldest supported version, {@code aws-cdk-lib.minimum} of the build. */
    static final String MINIMUM = "2.200.2";

    private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})\\.(\\d{1,4}).*");

    private CdkVersion() {}

    /**
     * Rejects an aws-cdk-lib without the classes that this library uses, before one of them is missing.
     *
     * @throws IllegalStateException if it is older than the minimum
     */
    public static void requireSupported() {
        requireSupported(new $Module().getModuleVersion());
    }

    static void requireSupported(String version) {
        if (number(version) < number(MINIMUM)) {
            throw new IllegalStateException("aws-cdk-lib must be " + MINIMUM + " or newer, got " + version
                    + ": set its version in the dependencies of the app");
        }
    }

    private static long number(String version) {
        Matcher parts = VERSION.matcher(version);
        if (!parts.matches()) {
            return Long.MAX_VALUE;
        }
        long number = 0;
        for (int i = 1; i <= parts.groupCount(); i++) {
            number = number * 10_000 + Long.parseLong(parts.group(i));
        }
        return number;
    }
}
