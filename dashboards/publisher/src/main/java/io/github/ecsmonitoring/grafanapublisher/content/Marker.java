package io.github.ecsmonitoring.grafanapublisher.content;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The message of a version of a dashboard that was published. Grafana limits a message to 500 characters.
 *
 * @param owner the name of its owner
 * @param folderUid its folder; empty for the top level
 * @param hash of its JSON
 */
record Marker(String owner, String folderUid, String hash) {
    private static final Pattern MESSAGE =
            Pattern.compile("Published by ecs-monitoring, owner (.+), folder (\\S*), sha256 ([0-9a-f]{64})");

    static Marker of(String owner, String folderUid, JsonObject dashboard) {
        return new Marker(owner, folderUid, sha256(dashboard.toString()));
    }

    /** Empty if a version was saved by someone else. */
    static Optional<Marker> parse(String message) {
        Matcher matcher = MESSAGE.matcher(message);
        return matcher.matches()
                ? Optional.of(new Marker(matcher.group(1), matcher.group(2), matcher.group(3)))
                : Optional.empty();
    }

    String message() {
        return "Published by ecs-monitoring, owner " + owner + ", folder " + folderUid + ", sha256 " + hash;
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
