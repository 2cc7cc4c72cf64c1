package io.github.ecsmonitoring.exporter.host;

import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What is in a folder: names, and the folders among them. As long as the kernel says the same, it is the same object.
 */
final class SysListing {
    static final SysListing NONE = new SysListing(null, List.of(), Map.of(), null);

    private final SysFolder folder;
    private final List<String> names;
    /** By name, in its order, the number of the entry. */
    private final Map<String, Long> inodes;

    private final byte[] said;
    /** By the pattern of their names. */
    private final Remembered<List<SysFolder>> folders = new Remembered<>();

    /** {@code said}: the kernel's own words, if they can be compared with those of the next time; else null. */
    SysListing(SysFolder folder, List<String> names, Map<String, Long> inodes, byte[] said) {
        this.folder = folder;
        this.names = sorted(names);
        this.inodes = inodes;
        this.said = said;
    }

    private static List<String> sorted(List<String> names) {
        String[] sorted = names.toArray(new String[0]);
        Arrays.sort(sorted);
        return List.of(sorted);
    }

    /** Whether {@code size} bytes in the memory are what the kernel said. */
    boolean isIn(KernelMemory memory, int size) {
        return said != null && said.length == size && memory.holds(said);
    }

    List<String> names() {
        return names;
    }

    List<SysFolder> folders(String glob) {
        List<SysFolder> known = folders.get(glob);
        if (known == null) {
            known = find(NameGlob.of(glob));
            folders.put(glob, known);
        }
        return known;
    }

    private List<SysFolder> find(NameGlob wanted) {
        List<SysFolder> found = new ArrayList<>();
        for (Map.Entry<String, Long> entry : inodes.entrySet()) {
            String name = entry.getKey();
            try {
                if (wanted.fits(name)) {
                    found.add(new SysFolder(folder.path().resolve(name), entry.getValue()));
                }
            } catch (InvalidPathException umlaut) {
                // in the locale "C" a Path can't hold one
            }
        }
        return List.copyOf(found);
    }
}
