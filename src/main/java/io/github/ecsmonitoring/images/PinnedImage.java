package io.github.ecsmonitoring.images;

import java.util.regex.Pattern;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.ecs.ContainerImage;

/**
 * A container image with a fixed version, so that tasks keep running the image that was tested. A tag can be moved to
 * another image, a digest cannot; with both, the digest decides and the tag is for readers.
 *
 * <pre>{@code
 * PinnedImage.of("public.ecr.aws/nginx/nginx:1.28.0");
 * PinnedImage.of("public.ecr.aws/nginx/nginx@sha256:4c0f...");
 * PinnedImage.of("public.ecr.aws/nginx/nginx:1.28.0@sha256:4c0f...");
 * }</pre>
 */
public final class PinnedImage {
    private static final String TAG = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}";
    private static final String DIGEST = "sha256:[0-9a-f]{64}";
    private static final Pattern VERSION = Pattern.compile("(?!latest$)" + TAG + "|(?:" + TAG + "@)?" + DIGEST);
    private static final Pattern REFERENCE =
            Pattern.compile("[^@:]+(?::(?!latest$)" + TAG + "|(?::" + TAG + ")?@" + DIGEST + ")");

    private PinnedImage() {}

    /**
     * Requires a fixed version.
     *
     * @return the same text
     * @throws IllegalArgumentException unless it is a tag other than {@code latest}, {@code sha256:} and 64 hexadecimal
     *     digits, or both with {@code @} between them
     */
    public static String requireTagOrDigest(String tagOrDigest) {
        if (!Token.isUnresolved(tagOrDigest) && !VERSION.matcher(tagOrDigest).matches()) {
            throw new IllegalArgumentException("tagOrDigest must be a tag other than \"latest\", a digest, or both as "
                    + "TAG@sha256:…, got \"" + tagOrDigest + "\"");
        }
        return tagOrDigest;
    }

    /**
     * An image of a registry.
     *
     * @param reference {@code [registry/]name:tag}, {@code [registry/]name@digest} or
     *     {@code [registry/]name:tag@digest}
     * @throws IllegalArgumentException if it has neither tag nor digest, the digest is not {@code sha256:} and 64
     *     hexadecimal digits, or the tag is {@code latest} without a digest
     */
    public static ContainerImage of(String reference) {
        // A colon before the last slash separates the port of the registry.
        if (!Token.isUnresolved(reference)
                && !REFERENCE
                        .matcher(reference.substring(reference.lastIndexOf('/') + 1))
                        .matches()) {
            throw new IllegalArgumentException(
                    "image must have a tag other than \"latest\" or a digest (sha256: and 64 hexadecimal digits), got \""
                            + reference + "\"");
        }
        return ContainerImage.fromRegistry(reference);
    }

    /** A reference from a name and a tag, a digest, or both. */
    static String join(String name, String tagOrDigest) {
        return name + (tagOrDigest.startsWith("sha256:") ? "@" : ":") + tagOrDigest;
    }
}
