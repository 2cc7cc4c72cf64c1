package io.github.ecsmonitoring.exporter.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A folder of sysfs (or of procfs), in which a file holds one value. Devices come and go and drivers answer with errors of all kinds
 * (EINVAL, EIO, ENODEV), so {@link #find} and {@link #findNumber} know only "there" and "not there"; {@link #text} tells why.
 *
 * @param inode the folder's number, if it was {@link #identified}; else 0
 */
public record SysFolder(Path path, long inode) {
    /** The folder of this path. */
    public SysFolder(Path path) {
        this(path, 0);
    }

    /**
     * The same folder, whose files may stay open where its name alone does not say which device's they are: as long as the name is that
     * of the folder it is now.
     */
    public SysFolder identified() {
        try (FolderReader reader = new FolderReader()) {
            return new SysFolder(path, reader.inode(path.toString()));
        }
    }

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
        return children(glob, list(true, false));
    }

    /** As {@link #children}; none if this is no folder, or there is none. */
    public List<SysFolder> childrenIfAny(String glob) throws IOException {
        return children(glob, list(true, true));
    }

    /** The number of descriptors in this folder, if it is the {@code fd} of a process. */
    public int countDescriptors() throws IOException {
        try (FolderReader reader = new FolderReader()) {
            int count = reader.countDescriptors(path.toString());
            if (count < 0) {
                throw reader.error(path.toString());
            }
            return count;
        }
    }

    /** The names of all that is in this folder, sorted. */
    public List<String> names() throws IOException {
        return list(false, false);
    }

    /** As {@link #names}; none if this is no folder, or there is none. */
    public List<String> namesIfAny() throws IOException {
        return list(false, true);
    }

    private List<SysFolder> children(String glob, List<String> names) {
        NameGlob wanted = NameGlob.of(glob);
        List<SysFolder> children = new ArrayList<>();
        for (String name : names) {
            try {
                if (wanted.fits(name)) {
                    children.add(new SysFolder(path.resolve(name)));
                }
            } catch (InvalidPathException umlaut) {
                // in the locale "C" a Path can't hold one
            }
        }
        return children;
    }

    private List<String> list(boolean foldersAlone, boolean noneIfAbsent) throws IOException {
        try (FolderReader reader = new FolderReader()) {
            List<String> names = reader.list(path.toString(), foldersAlone);
            if (names == null) {
                if (noneIfAbsent && reader.isAbsent()) {
                    return List.of();
                }
                IOException error = reader.error(path.toString());
                throw ErrnoException.is(error, ErrnoException.NOT_A_DIRECTORY) ? new NotDirectoryException(path.toString()) : error;
            }
            names.sort(null);
            return names;
        }
    }

    /** A file's text without the blanks around it. */
    public String text(String file) throws IOException {
        return new String(KernelFile.read(key(file)), StandardCharsets.UTF_8).strip();
    }

    /** A file's text, or nothing if it can't be read; a name from a kernel's text may be one that no file can have. */
    public Optional<String> find(String file) {
        byte[] bytes = KernelFile.find(key(file));
        return bytes == null ? Optional.empty() : Optional.of(new String(bytes, StandardCharsets.UTF_8).strip());
    }

    private OpenFiles.Key key(String file) {
        return new OpenFiles.Key(path.toString(), inode, file);
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
