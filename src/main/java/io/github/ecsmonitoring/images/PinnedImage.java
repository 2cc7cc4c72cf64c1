package io.github.ecsmonitoring.images;

import java.util.regex.Pattern;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.ecs.ContainerImage;

/**
 * A container image with a fixed version, so that tasks keep running the image that was tested.
 *
 * <pre>{@code
 * PinnedImage.of("public.ecr.aws/nginx/nginx:1.28.0");
 * PinnedImage.of("public.ecr.aws/nginx/nginx@sha256:4c0f...");
 * }</pre>
 */
public final class PinnedImage {
    private static final Pattern TAG_OR_DIGEST =
            Pattern.compile("(?!latest$)[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}|sha256:[0-9a-f]{64}");

    private PinnedImage() {}

    /**
     * Requires a fixed version.
     *
     * @return the same text
     * @throws IllegalArgumentException unless it is a tag other than {@code latest}, or {@code sha256:} and 64
     *     hexadecimal digits
     */
    public static String requireTagOrDigest(String tagOrDigest) {
        if (!Token.isUnresolved(tagOrDigest)
                && !TAG_OR_DIGEST.matcher(tagOrDigest).matches()) {
            throw new IllegalArgumentException(
                    "tagOrDigest must be a tag other than \"latest\" or a digest, got \"" + tagOrDigest + "\"");
        }
        return tagOrDigest;
    }

    /**
     * An image of a registry.
     *
     * @param reference {@code [registry/]name:tag}, {@code [registry/]name@digest} or both
     * @throws IllegalArgumentException if it has neither tag nor digest, or the tag is {@code latest}
     */
    public static ContainerImage of(String reference) {
        if (!Token.isUnresolved(reference)) {
            requireVersion(reference);
        }
        return ContainerImage.fromRegistry(reference);
    }

    private static void requireVersion(String reference) {
        if (reference.contains("@sha256:")) {
            return;
        }
        // A colon before the last slash separates the port of the registry.
        int colon = reference.indexOf(':', reference.lastIndexOf('/') + 1);
        String tag = colon < 0 ? "" : reference.substring(colon + 1);
        if (tag.isEmpty() || tag.equals("latest")) {
            throw new IllegalArgumentException(
                    "image must have a tag other than \"latest\" or a digest, got \"" + reference + "\"");
        }
    }
}
