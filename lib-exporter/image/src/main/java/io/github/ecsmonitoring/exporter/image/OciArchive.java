package io.github.ecsmonitoring.exporter.image;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/**
 * Writes the image as an OCI archive, without Docker. Its configuration is the same as in the Dockerfile.
 *
 * <pre>
 * skopeo inspect oci-archive:node-exporter.oci
 * </pre>
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.1/image-layout.md">OCI image layout</a>
 */
final class OciArchive {
    private static final String LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";
    private static final String CONFIG = "application/vnd.oci.image.config.v1+json";
    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

    private OciArchive() {}

    /** Writes all files below {@code root} as a single layer, for the architecture of this machine. */
    static void write(Path root, Path file) throws IOException {
        // The AOT cache requires the modification time of the jar; the times of other files do not matter.
        Instant time = Files.getLastModifiedTime(
                        root.resolve(Launcher.HOME.substring(1)).resolve("bin/node-exporter"))
                .toInstant();
        Path layer = Files.createTempFile("layer", ".tar.gz");
        try {
            MessageDigest whole = sha256();
            MessageDigest compressed = sha256();
            try (TarFile tar = new TarFile(layerStream(layer, whole, compressed), time)) {
                tar.addAll(root);
            }
            write(file, time, layer, hex(compressed), config(time, hex(whole)));
        } finally {
            Files.deleteIfExists(layer);
        }
    }

    private static OutputStream layerStream(Path layer, MessageDigest whole, MessageDigest compressed)
            throws IOException {
        OutputStream file = new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(layer)), compressed);
        return new DigestOutputStream(new GZIPOutputStream(file, 1 << 16), whole);
    }

    private static void write(Path file, Instant time, Path layer, String layerDigest, byte[] config)
            throws IOException {
        byte[] manifest = ("""
                {"schemaVersion":2,"mediaType":"%s","config":%s,"layers":[%s]}
                """.formatted(
                                MANIFEST,
                                descriptor(CONFIG, hex(config), config.length),
                                descriptor(LAYER, layerDigest, Files.size(layer))))
                .getBytes(StandardCharsets.UTF_8);
        String index = """
                {"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[%s]}
                """.formatted(descriptor(MANIFEST, hex(manifest), manifest.length));
        try (TarFile tar = new TarFile(new BufferedOutputStream(Files.newOutputStream(file)), time)) {
            tar.add("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}\n".getBytes(StandardCharsets.UTF_8));
            tar.add("index.json", index.getBytes(StandardCharsets.UTF_8));
            tar.add("blobs/sha256/" + hex(manifest), manifest);
            tar.add("blobs/sha256/" + hex(config), config);
            tar.add("blobs/sha256/" + layerDigest, layer, 0644);
        }
    }

    private static byte[] config(Instant time, String layerDigest) {
        return """
                {"created":"%s","architecture":"%s","os":"linux","config":{"User":"65534:65534","ExposedPorts":{"9100/tcp":{}},\
                "Env":["PATH=%s/bin"],"Entrypoint":["node-exporter"],"WorkingDir":"/","Labels":{\
                "org.opencontainers.image.title":"node-exporter",\
                "org.opencontainers.image.description":"Prometheus metrics of a machine or an ECS task; a drop-in for node_exporter",\
                "org.opencontainers.image.licenses":"Apache-2.0 AND GPL-2.0-only WITH Classpath-exception-2.0 AND LGPL-2.1-or-later"}},\
                "rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}
                """.formatted(time, architecture(), Launcher.HOME, layerDigest).getBytes(StandardCharsets.UTF_8);
    }

    /** The architecture as Go names it. */
    private static String architecture() {
        String name = System.getProperty("os.arch");
        return name.equals("aarch64") ? "arm64" : name;
    }

    private static String descriptor(String mediaType, String digest, long size) {
        return "{\"mediaType\":\"" + mediaType + "\",\"digest\":\"sha256:" + digest + "\",\"size\":" + size + "}";
    }

    private static String hex(byte[] content) {
        return HexFormat.of().formatHex(sha256().digest(content));
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
