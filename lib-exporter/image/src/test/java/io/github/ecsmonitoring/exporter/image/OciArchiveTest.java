package io.github.ecsmonitoring.exporter.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads the archive with tar(1) and gzip(1). */
class OciArchiveTest {
    @TempDir
    Path folder;

    private Path root;

    @BeforeEach
    void makeRoot() throws Exception {
        root = folder.resolve("root");
        Path exporter =
                Files.createDirectories(root.resolve("opt/node-exporter/bin")).resolve("node-exporter");
        Files.writeString(exporter, "#!/opt/node-exporter/java/bin/java\n");
        Files.setPosixFilePermissions(exporter, PosixFilePermissions.fromString("rwx------"));
        Files.setLastModifiedTime(exporter, FileTime.fromMillis(1_795_305_600_000L));
        Files.createDirectory(root.resolve("proc"));
        Files.write(root.resolve("empty"), new byte[0]);
        Files.write(root.resolve("block"), new byte[512]);
        Files.createSymbolicLink(root.resolve("link"), Path.of("../block"));
    }

    @Test
    void containsAllFilesOwnedByRootAndReadableByEveryone() throws Exception {
        Path layer = unpack().layer();
        assertThat(Command.run(List.of("tar", "--utc", "--numeric-owner", "-tvzf", layer.toString()))
                        .replaceAll(" +", " "))
                .isEqualTo("""
                -rw-r--r-- 0/0 512 2026-11-22 00:00 block
                -rw-r--r-- 0/0 0 2026-11-22 00:00 empty
                lrwxrwxrwx 0/0 0 2026-11-22 00:00 link -> ../block
                drwxr-xr-x 0/0 0 2026-11-22 00:00 opt/
                drwxr-xr-x 0/0 0 2026-11-22 00:00 opt/node-exporter/
                drwxr-xr-x 0/0 0 2026-11-22 00:00 opt/node-exporter/bin/
                -rwxr-xr-x 0/0 35 2026-11-22 00:00 opt/node-exporter/bin/node-exporter
                drwxr-xr-x 0/0 0 2026-11-22 00:00 proc/
                """);
    }

    @Test
    void namesEachBlobByItsDigest() throws Exception {
        Unpacked image = unpack();
        for (Path blob : Files.list(folder.resolve("blobs/sha256")).toList()) {
            assertThat(blob.getFileName()).hasToString(sha256(Files.readAllBytes(blob)));
        }
        String tar = sha256(new GZIPInputStream(Files.newInputStream(image.layer())).readAllBytes());
        assertThat(Files.readString(image.config()))
                .endsWith("\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"sha256:" + tar + "\"]}}\n");
    }

    @Test
    void hasTheConfigurationOfTheDockerfile() throws Exception {
        String config = Files.readString(unpack().config());
        String dockerfile = Files.readString(Path.of("../Dockerfile"));
        assertThat(config)
                .contains(
                        "\"User\":\"65534:65534\"",
                        "\"Env\":[\"PATH=/opt/node-exporter/bin\"]",
                        "\"Entrypoint\":[\"node-exporter\"]");
        assertThat(dockerfile)
                .contains(
                        "\nUSER 65534:65534\n",
                        "\nENV PATH=/opt/node-exporter/bin\n",
                        "\nENTRYPOINT [\"node-exporter\"]\n");
        dockerfile
                .lines()
                .filter(line -> line.contains("org.opencontainers.image."))
                .forEach(line -> assertThat(config)
                        .contains(line.strip()
                                .replace("LABEL ", "")
                                .replaceAll("([a-z.]+)=(\"[^\"]*\").*", "\"$1\":$2")));
    }

    @Test
    void isReproducible() throws Exception {
        OciArchive.write(root, folder.resolve("one.oci"));
        Files.setLastModifiedTime(root.resolve("block"), FileTime.fromMillis(0));
        OciArchive.write(root, folder.resolve("two.oci"));
        assertThat(folder.resolve("one.oci")).hasSameBinaryContentAs(folder.resolve("two.oci"));
    }

    @Test
    void rejectsANameThatIsTooLongForTheFormat() throws Exception {
        String name = "a".repeat(101);
        Files.createFile(root.resolve(name));
        assertThatThrownBy(() -> OciArchive.write(root, folder.resolve("x.oci")))
                .isInstanceOf(IOException.class)
                .hasMessage("expected a name of at most 100 bytes in a tar file, got \"" + name + "\"");
    }

    /** The blobs that index.json refers to. */
    private record Unpacked(Path config, Path layer) {}

    private Unpacked unpack() throws Exception {
        OciArchive.write(root, folder.resolve("image.oci"));
        Command.run(List.of("tar", "-xf", folder.resolve("image.oci").toString(), "-C", folder.toString()));
        assertThat(folder.resolve("oci-layout")).hasContent("{\"imageLayoutVersion\":\"1.0.0\"}");
        Path manifest = blobs(folder.resolve("index.json")).getFirst();
        List<Path> blobs = blobs(manifest);
        assertThat(blobs).hasSize(2);
        return new Unpacked(blobs.get(0), blobs.get(1));
    }

    /** The blobs that a document refers to; their sizes must match. */
    private List<Path> blobs(Path document) throws Exception {
        return Pattern.compile("\"digest\":\"sha256:(\\w+)\",\"size\":(\\d+)")
                .matcher(Files.readString(document))
                .results()
                .map(found -> {
                    Path blob = folder.resolve("blobs/sha256").resolve(found.group(1));
                    assertThat(blob).hasSize(Long.parseLong(found.group(2)));
                    return blob;
                })
                .toList();
    }

    private static String sha256(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }
}
