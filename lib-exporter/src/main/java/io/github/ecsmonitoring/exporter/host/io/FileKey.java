package io.github.ecsmonitoring.exporter.host.io;

/**
 * The identity of a file: a folder, the folder's inode number if it is known, and a name. Not a record: keys are
 * compared hundreds of times in a scrape, and the {@code equals} and {@code hashCode} of a record are method handles,
 * which C1 compiles poorly.
 */
public final class FileKey {
    private final String folder;
    private final long inode;
    private final String file;

    /**
     * A file in a folder.
     *
     * @param inode the folder's number if it was listed with it, else 0
     * @param file the name; empty for the folder itself
     */
    public FileKey(String folder, long inode, String file) {
        this.folder = folder;
        this.inode = inode;
        this.file = file;
    }

    /** A file by its path alone. */
    public static FileKey of(String path) {
        return new FileKey("", 0, path);
    }

    /** The whole path. */
    public String path() {
        return folder.isEmpty() ? file : file.isEmpty() ? folder : folder + '/' + file;
    }

    /**
     * Whether an open file is the one that would be opened now. A network device takes its files along when it is
     * renamed or moves to another namespace, as those of tasks do; then the folder of that name is another. A process,
     * whose folder is a number, ends, except the first one.
     */
    boolean staysTheSame() {
        String name = path();
        return inode != 0 || !name.contains("/class/net/") && !hasProcess(name);
    }

    private static boolean hasProcess(String name) {
        for (int slash = name.indexOf('/');
                slash >= 0 && slash + 1 < name.length();
                slash = name.indexOf('/', slash + 1)) {
            char first = name.charAt(slash + 1);
            if (first >= '0' && first <= '9' && !name.startsWith("1/", slash + 1)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FileKey key && inode == key.inode && file.equals(key.file) && folder.equals(key.folder);
    }

    @Override
    public int hashCode() {
        return 31 * folder.hashCode() + file.hashCode() + Long.hashCode(inode);
    }

    @Override
    public String toString() {
        return path();
    }
}
