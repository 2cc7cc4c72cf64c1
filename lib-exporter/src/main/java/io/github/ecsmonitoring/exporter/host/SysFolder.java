package io.github.ecsmonitoring.exporter.host;

import io.github.ecsmonitoring.exporter.host.io.FileKey;
import io.github.ecsmonitoring.exporter.host.io.FolderListing;
import io.github.ecsmonitoring.exporter.host.io.ReadResult;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A folder of sysfs (or of procfs) in which a file holds one value. It may not exist.
 *
 * <p>Folder and files are read at each call, but what has not changed since the last one is the same object: a scrape
 * that finds the same values as the one before allocates nothing. It belongs to one {@link HostReader} and to the
 * thread that has opened it.
 */
public final class SysFolder {
    private static final int MOST_FOLDERS_KEPT = 1024;

    private final SysFolderContext reader;
    private final String path;
    private final String name;
    private final long inode;
    private final boolean kept;
    private final Map<String, SysFile> files = new HashMap<>(0);
    private final Map<String, SysFolder> folders = new HashMap<>(0);
    private Listing listing;

    /**
     * A folder of a reader.
     *
     * @param inode the number with which it or a folder above it was listed; with it, files stay open where the name
     *     may stand for another device later. 0 if unknown
     * @param kept whether the reader keeps the folder, so that its files are worth keeping in memory
     */
    SysFolder(SysFolderContext reader, String path, long inode, boolean kept) {
        this.reader = reader;
        this.path = path;
        this.name = path.substring(path.lastIndexOf('/') + 1);
        this.inode = inode;
        this.kept = kept;
    }

    /** Its path. */
    public String path() {
        return path;
    }

    /** The path of a file or folder in this folder. */
    public String path(String file) {
        return HostPaths.join(path, file);
    }

    /** Its own name, which is the device's. */
    public String name() {
        return name;
    }

    /** A folder below this one, which may not exist. */
    public SysFolder folder(String name) {
        SysFolder known = folders.get(name);
        if (known == null) {
            known = child(name, inode);
            if (folders.size() >= MOST_FOLDERS_KEPT) {
                dropFolders(); // names of devices come and go
            }
            folders.put(name, known);
        }
        return known;
    }

    private void dropFolders() {
        for (SysFolder folder : folders.values()) {
            reader.release(folder.keptFiles());
        }
        folders.clear();
    }

    /** Whether this folder has such a file or folder. */
    public boolean has(String file) {
        return reader.calls.exists(path(file));
    }

    /** Reads a file; the name may be one from a kernel's text that no file can have. */
    public SysValue read(String file) {
        SysFile known = files.get(file);
        if (known == null) {
            known = new SysFile(new FileKey(path, inode, file));
            if (kept && reader.keep()) {
                files.put(file, known);
            }
        }
        return known.read(reader);
    }

    /** The whole number in a file that this folder must have; empty, and left out, if it cannot be read. */
    public OptionalDouble number(String file) {
        return number(read(file));
    }

    /** As {@link #number}, for a file that not every device and kernel has, or that has no value at times. */
    public OptionalDouble numberIfPresent(String file) {
        SysValue value = read(file);
        return value.hasNone() ? OptionalDouble.empty() : number(value);
    }

    private OptionalDouble number(SysValue value) {
        try {
            return value.parsedNumber();
        } catch (IOException e) {
            omit(e);
            return OptionalDouble.empty();
        }
    }

    /** Reports that something in this folder is left out. */
    public void omit(IOException error) {
        reader.omissions.add(error);
    }

    /**
     * Lists this folder. A path that does not exist or is a file gives an absent listing.
     *
     * @throws IOException for any other error of the kernel
     */
    public Listing list() throws IOException {
        FolderListing last = listing == null ? null : listing.listing();
        ReadResult result = reader.folders.list(new FileKey(path, inode, ""), last);
        if (result != ReadResult.READ && result != ReadResult.ABSENT) {
            throw reader.calls.error(path);
        }
        FolderListing now = result == ReadResult.READ ? reader.folders.listing() : null;
        if (listing == null || now != last) {
            listing = new Listing(this, now, listing);
        }
        return listing;
    }

    /** The number of descriptors in this folder, if it is the {@code fd} of a process. */
    public int countDescriptors() throws IOException {
        int count = reader.folders.countDescriptors(path);
        if (count < 0) {
            throw reader.calls.error(path);
        }
        return count;
    }

    /** The inode number with which it or a folder above it was listed; 0 if unknown. */
    long inode() {
        return inode;
    }

    SysFolder child(String name, long inode) {
        return new SysFolder(reader, path(name), inode, kept);
    }

    /** The files that this folder and those below it keep in memory. */
    int keptFiles() {
        int count = files.size() + (listing == null ? 0 : listing.keptFiles());
        for (SysFolder folder : folders.values()) {
            count += folder.keptFiles();
        }
        return count;
    }

    /**
     * The content of a folder, or that there is no such folder. The same object as long as nothing has changed; a
     * folder that is still there is the same object in the next listing.
     */
    public static final class Listing {
        private final SysFolder folder;
        /** Null if there is no such folder. */
        private final FolderListing listing;

        private final Map<String, SysFolder> children = new HashMap<>();
        private final Map<String, List<SysFolder>> childrenByGlob = new HashMap<>();

        private Listing(SysFolder folder, FolderListing listing, Listing last) {
            this.folder = folder;
            this.listing = listing;
            if (last != null) {
                last.children.values().forEach(this::takeOver);
            }
        }

        private void takeOver(SysFolder child) {
            Long inode = isAbsent() ? null : listing.folders().get(child.name);
            if (inode != null && inode == child.inode) {
                children.put(child.name, child);
            } else {
                folder.reader.release(child.keptFiles());
            }
        }

        /** Whether there is no such folder. */
        public boolean isAbsent() {
            return listing == null;
        }

        /**
         * This listing, of a folder that must exist.
         *
         * @throws NoSuchFileException if there is no such folder
         */
        public Listing orFail() throws NoSuchFileException {
            if (isAbsent()) {
                throw new NoSuchFileException(folder.path());
            }
            return this;
        }

        /** All names, sorted; none if there is no such folder. */
        public List<String> names() {
            return isAbsent() ? List.of() : listing.names();
        }

        /**
         * The folders and links to folders whose names match a glob, sorted by name; none if there is no such folder.
         */
        public List<SysFolder> folders(String glob) {
            List<SysFolder> known = childrenByGlob.get(glob);
            if (known == null) {
                known = isAbsent() ? List.of() : find(glob);
                childrenByGlob.put(glob, known);
            }
            return known;
        }

        FolderListing listing() {
            return listing;
        }

        /** The files that the folders keep in memory. */
        int keptFiles() {
            int count = 0;
            for (SysFolder child : children.values()) {
                count += child.keptFiles();
            }
            return count;
        }

        private List<SysFolder> find(String glob) {
            List<SysFolder> found = new ArrayList<>();
            for (Map.Entry<String, Long> entry : listing.folders().entrySet()) {
                if (NameGlob.matches(glob, entry.getKey())) {
                    found.add(child(entry.getKey(), entry.getValue()));
                }
            }
            return List.copyOf(found);
        }

        private SysFolder child(String name, long inode) {
            SysFolder known = children.get(name);
            if (known == null) {
                known = folder.child(name, inode);
                children.put(name, known);
            }
            return known;
        }
    }
}
