package io.github.ecsmonitoring.exporter.host;

import io.github.ecsmonitoring.exporter.host.OpenFiles.Handle;
import io.github.ecsmonitoring.exporter.host.OpenFiles.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A folder of sysfs (or of procfs), in which a file holds one value. Devices come and go and drivers answer with errors
 * of all kinds (EINVAL, EIO, ENODEV), so {@link #find} and {@link #findNumber} know only "there" and "not there";
 * {@link #text} tells why.
 *
 * <p>Folder and files are read at each question, but what has not changed since the last one is the same object as
 * then: who asks the same folder at each scrape makes no garbage by it.
 */
public final class SysFolder {
    private final Path path;
    private final String pathText;
    private final String name;
    private final long inode;
    /** The files that are open: to find them by their names alone. */
    private final Remembered<Handle> open = new Remembered<>();

    private final Remembered<SysFolder> below = new Remembered<>();
    private volatile SysListing listing;

    /** The folder of this path. */
    public SysFolder(Path path) {
        this(path, 0);
    }

    /**
     * One that a folder lists under this number: its files may stay open where the name alone does not say which
     * device's they are.
     */
    SysFolder(Path path, long inode) {
        this.path = path;
        this.pathText = path.toString();
        this.name = pathText.substring(pathText.lastIndexOf('/') + 1);
        this.inode = inode;
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** The number of the entry, if the folder or one above it was listed; else 0. */
    long inode() {
        return inode;
    }

    /** The folder's own name, which is the device's. */
    public String name() {
        return name;
    }

    /** A folder below this one, there or not. */
    public SysFolder in(String folder) {
        SysFolder known = below.get(folder);
        if (known == null) {
            known = new SysFolder(path.resolve(folder), inode);
            below.put(folder, known);
        }
        return known;
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
        return list(false).folders(glob);
    }

    /** As {@link #children}; none if this is no folder, or there is none. */
    public List<SysFolder> childrenIfAny(String glob) throws IOException {
        return list(true).folders(glob);
    }

    /** As {@link #children}; nothing if this is no folder, or there is none. */
    public Optional<List<SysFolder>> childrenIfPresent(String glob) throws IOException {
        SysListing all = list(true);
        return all == SysListing.NONE ? Optional.empty() : Optional.of(all.folders(glob));
    }

    /** The number of descriptors in this folder, if it is the {@code fd} of a process. */
    public int countDescriptors() throws IOException {
        try (FolderReader reader = ReadScope.folders()) {
            int count = reader.countDescriptors(pathText);
            if (count < 0) {
                throw reader.error(pathText);
            }
            return count;
        }
    }

    /** The names of all that is in this folder, sorted. */
    public List<String> names() throws IOException {
        return list(false).names();
    }

    /** As {@link #names}; none if this is no folder, or there is none. */
    public List<String> namesIfAny() throws IOException {
        return list(true).names();
    }

    private SysListing list(boolean noneIfAbsent) throws IOException {
        try (FolderReader reader = ReadScope.folders()) {
            SysListing now = reader.list(this, listing);
            listing = now;
            if (now != null) {
                return now;
            }
            if (noneIfAbsent && reader.isAbsent()) {
                return SysListing.NONE;
            }
            IOException error = reader.error(pathText);
            throw ErrnoException.is(error, ErrnoException.NOT_A_DIRECTORY)
                    ? new NotDirectoryException(pathText)
                    : error;
        }
    }

    /** A file's text without the blanks around it. */
    public String text(String file) throws IOException {
        return required(file).text().get();
    }

    /** A file's text without the blanks around it, or nothing if there is no such file. */
    public Optional<String> textIfPresent(String file) throws IOException {
        SysValue value = valueIfPresent(file);
        return value == null ? Optional.empty() : value.text();
    }

    /** A file's whole number, signed or unsigned 64 bits, or nothing if there is no such file. */
    public OptionalDouble numberIfPresent(String file) throws IOException {
        SysValue value = valueIfPresent(file);
        return value == null ? OptionalDouble.empty() : value.number(path, file);
    }

    /**
     * A file's text without the blanks around it, or nothing if it can't be read; a name from a kernel's text may be
     * one that no file can have.
     */
    public Optional<String> find(String file) {
        SysValue value = value(file);
        return value == null ? Optional.empty() : value.text();
    }

    /**
     * A file's whole number, signed or unsigned 64 bits; nothing if the file can't be read.
     *
     * @throws IOException if it can be read and is no number
     */
    public OptionalDouble findNumber(String file) throws IOException {
        SysValue value = value(file);
        return value == null ? OptionalDouble.empty() : value.number(path, file);
    }

    /** A file's whole number, signed or unsigned 64 bits. */
    public double number(String file) throws IOException {
        return required(file).number(path, file).getAsDouble();
    }

    /** Null if there is no such file; one that can't be read is read a second time, to say why. */
    private SysValue valueIfPresent(String file) throws IOException {
        try (KernelReader reader = ReadScope.files()) {
            SysValue value = read(reader, file);
            if (value != null || reader.isAbsent()) {
                return value;
            }
        }
        return required(file);
    }

    /** Reads a second time what could not be read, and says why. */
    private SysValue required(String file) throws IOException {
        SysValue value = value(file);
        return value == null ? new SysValue(KernelFile.read(new Key(pathText, inode, file))) : value;
    }

    /** Null if the file can't be read. */
    private SysValue value(String file) {
        try (KernelReader reader = ReadScope.files()) {
            return read(reader, file);
        }
    }

    private SysValue read(KernelReader reader, String file) {
        Handle known = open.get(file);
        if (known == null || !reader.readAgain(known, KernelFile.LIMIT + 1)) {
            reader.read(new Key(pathText, inode, file), KernelFile.LIMIT + 1);
            if (reader.handle() != null) {
                open.put(file, reader.handle());
            }
        }
        return reader.size() < 0 || reader.size() > KernelFile.LIMIT ? null : SysValue.of(reader);
    }
}
