package io.github.ecsmonitoring.exporter.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A folder of sysfs (or of procfs), in which a file holds one value. Devices come and go and drivers answer with errors of all kinds
 * (EINVAL, EIO, ENODEV), so {@link #find} and {@link #findNumber} know only "there" and "not there"; {@link #text} tells why.
 */
public record SysFolder(Path path) {

    /** The folder's own name, which is the device's. */
    public String name() {
        return path.getFileName().toString();
    }

    /** A folder below this one, there or not. */
    public SysFolder in(String folder) {
        return new SysFolder(path.resolve(folder));
    }

    /** Whether there is such a file or folder. */
    public boolean has(String file) {
        return Files.exists(path.resolve(file));
    }

    /**
     * The folders and links below this one whose names fit a glob, sorted by name.
     *
     * @throws NoSuchFileException if this folder does not exist
     */
    public List<SysFolder> children(String glob) throws IOException {
        List<SysFolder> children = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(path, glob)) {
            for (Path child : found) {
                if (Files.isDirectory(child)) {
                    children.add(new SysFolder(child));
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        children.sort((a, b) -> a.name().compareTo(b.name()));
        return children;
    }

    /** The names of all that is in this folder, sorted. */
    public List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(path)) {
            for (Path each : found) {
                names.add(each.getFileName().toString());
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        names.sort(null);
        return names;
    }

    /** A file's text without the blanks around it. */
    public String text(String file) throws IOException {
        return new String(KernelFile.read(path.resolve(file)), StandardCharsets.UTF_8).strip();
    }

    /** A file's text, or nothing if it can't be read; a name from a kernel's text may be one that no file can have. */
    public Optional<String> find(String file) {
        try {
            byte[] bytes = KernelFile.find(path.resolve(file));
            return bytes == null ? Optional.empty() : Optional.of(new String(bytes, StandardCharsets.UTF_8).strip());
        } catch (InvalidPathException noFileIsNamedSo) {
            return Optional.empty();
        }
    }

    /**
     * A file's whole number, signed or unsigned 64 bits; nothing if the file can't be read.
     *
     * @throws IOException if it can be read and is no number
     */
    public OptionalDouble findNumber(String file) throws IOException {
        Optional<String> text = find(file);
        return text.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(number(file, text.get()));
    }

    /** A file's whole number, signed or unsigned 64 bits. */
    public double number(String file) throws IOException {
        return number(file, text(file));
    }

    private double number(String file, String text) throws IOException {
        boolean negative = text.startsWith("-");
        try {
            KernelText number = KernelText.of(path.resolve(file).toString(), negative ? text.substring(1) : text).firstLine();
            double magnitude = number.nextUnsigned();
            if (!number.nextField()) {
                return negative ? -magnitude : magnitude;
            }
        } catch (IOException e) {
            throw new IOException(path.resolve(file) + ": expected a whole number, got \"" + text + '"', e);
        }
        throw new IOException(path.resolve(file) + ": expected a whole number, got \"" + text + '"');
    }
}
