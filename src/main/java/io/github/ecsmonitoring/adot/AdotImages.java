package io.github.ecsmonitoring.adot;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awscdk.services.ecs.ContainerImage;

/**
 * Images of the ADOT collector that the generated configuration was tested with.
 *
 * @see <a href="https://gallery.ecr.aws/aws-observability/aws-otel-collector">the image's page</a>
 */
public final class AdotImages {
    private static final Pattern VERSION = Pattern.compile(":v?0\\.(\\d{1,3})\\.\\d+(?=$|[-@+])");
    private static final int FIRST_MINOR = 49;

    /** v0.49.0 of 2026-07-10: the first release whose component names ({@code prometheus_remote_write}) the configuration uses. */
    public static final ContainerImage V0_49_0 = of("public.ecr.aws/aws-observability/aws-otel-collector:v0.49.0");

    private AdotImages() {
    }

    /**
     * Another release, or a copy in a private registry.
     *
     * @param reference for example {@code 123456789012.dkr.ecr.eu-west-1.amazonaws.com/aws-otel-collector:v0.49.0}
     * @throws IllegalArgumentException if there is neither tag nor digest, the tag is {@code latest}, or it is a version before v0.49.0
     */
    public static ContainerImage of(String reference) {
        Matcher version = VERSION.matcher(reference);
        if (version.find() && Integer.parseInt(version.group(1)) < FIRST_MINOR) {
            throw new IllegalArgumentException("image must be v0." + FIRST_MINOR + ".0 or newer, got \"" + reference
                + "\": older collectors do not know all names and settings of the configuration, and would not start");
        }
        return PinnedImage.of(reference);
    }
}
