package io.github.ecsmonitoring.e2e;

import io.github.ecsmonitoring.Synth;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The exporter's image, built without Docker by running the RUN instruction of its Dockerfile. Its containers are
 * processes in a mount namespace with the files of the image, read-only, and the mounts.
 *
 * @param root root directory of the image
 * @param path value of PATH in the containers
 * @param entrypoint entry point, which precedes the command of the template
 */
record ExporterImage(Path root, String path, List<String> entrypoint) {
    private static final Path LIB_EXPORTER =
            Path.of("../lib-exporter").toAbsolutePath().normalize();
    private static final List<String> JARS = List.of("node-exporter.jar", "node-exporter-image.jar");
    private static final Path IMAGES =
            Path.of("../target/e2e-images").toAbsolutePath().normalize();
    private static final String MOUNT = """
        set -e
        mount --bind "$0" "$0"
        cd "$0"
        mount --rbind /proc proc
        mount -t sysfs sysfs sys
        mount --rbind /dev dev
        %s
        mount -o remount,bind,ro .
        exec env PATH=%s "$(type -P chroot)" --userspec=%s --groups= . "$@"
        """;

    /** Builds the image unless it exists for the same jars and Dockerfile. */
    static ExporterImage build() throws IOException {
        String dockerfile = Files.readString(LIB_EXPORTER.resolve("Dockerfile"));
        Path folder = Files.createDirectories(IMAGES).resolve(hash(dockerfile));
        try (FileChannel lock =
                FileChannel.open(IMAGES.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            lock.lock();
            if (!Files.exists(folder.resolve("made"))) {
                build(folder, words(dockerfile, "RUN "));
            }
        }
        return new ExporterImage(
                folder.resolve("root"), after(dockerfile, "ENV PATH="), words(dockerfile, "ENTRYPOINT "));
    }

    private static void build(Path folder, List<String> command) throws IOException {
        Files.createDirectories(folder);
        for (String jar : JARS) {
            Files.copy(
                    LIB_EXPORTER.resolve("target").resolve(jar),
                    folder.resolve(jar),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        List<String> inFolder = new ArrayList<>(List.of("env", "--chdir=" + folder));
        command.forEach(word -> inFolder.add(word.equals("java") ? Prerequisites.JAVA : word));
        CommandResult.requireSuccess(inFolder.toArray(String[]::new));
        Files.createFile(folder.resolve("made"));
    }

    /**
     * The command line that runs a container of this image.
     *
     * @param user ids of the user and the group
     * @param mounts paths in the container and the mounted paths of the host
     */
    List<String> container(String user, Map<String, String> mounts, List<String> command) throws IOException {
        StringBuilder binds = new StringBuilder();
        for (Map.Entry<String, String> mount : mounts.entrySet()) {
            String inside = mount.getKey().substring(1);
            Files.createDirectories(root.resolve(inside));
            binds.append("mount --rbind ")
                    .append(mount.getValue())
                    .append(' ')
                    .append(inside)
                    .append('\n');
        }
        List<String> all = new ArrayList<>(List.of(
                "unshare",
                "--mount",
                "--propagation",
                "private",
                "bash",
                "-c",
                MOUNT.formatted(binds, path, user),
                root.toString()));
        all.addAll(entrypoint);
        all.addAll(command);
        return all;
    }

    private static List<String> words(String dockerfile, String instruction) throws IOException {
        return Synth.list(Synth.JSON.readValue(after(dockerfile, instruction), List.class)).stream()
                .map(word -> (String) word)
                .toList();
    }

    private static String after(String dockerfile, String instruction) {
        return dockerfile
                .lines()
                .filter(line -> line.startsWith(instruction))
                .findFirst()
                .map(line -> line.substring(instruction.length()))
                .orElseThrow(
                        () -> new IllegalStateException("expected a line \"" + instruction + "…\" in:\n" + dockerfile));
    }

    private static String hash(String dockerfile) throws IOException {
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            hash.update(dockerfile.getBytes());
            for (String jar : JARS) {
                hash.update(Files.readAllBytes(LIB_EXPORTER.resolve("target").resolve(jar)));
            }
            return HexFormat.of().formatHex(hash.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
