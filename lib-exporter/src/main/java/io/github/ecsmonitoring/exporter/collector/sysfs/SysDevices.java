package io.github.ecsmonitoring.exporter.collector.sysfs;

import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.scrape.NoDataException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the devices of a folder of sysfs one after the other. A device that cannot be read, or is removed between
 * listing and reading, is left out.
 */
public final class SysDevices {
    private SysDevices() {}

    /** Reads one device; null omits it. */
    @FunctionalInterface
    public interface Reader<T> {
        /** Reads the device's files. */
        T read(SysFolder device) throws IOException;
    }

    /**
     * Reads the devices whose names match a glob.
     *
     * @throws NoDataException if this machine has no such folder, or it cannot be opened
     */
    public static <T> List<T> read(SysFolder folder, String glob, Reader<T> reader) throws IOException {
        try {
            SysFolder.Listing devices = folder.list();
            if (devices.isAbsent()) {
                throw new NoDataException("there is no " + folder.path());
            }
            return readAll(devices.folders(glob), reader);
        } catch (AccessDeniedException e) {
            throw asNoData(e);
        }
    }

    /** Reads the devices whose names match a glob; none where the folder does not exist. */
    public static <T> List<T> readIfAny(SysFolder folder, String glob, Reader<T> reader) throws IOException {
        return readAll(folder.list().folders(glob), reader);
    }

    private static <T> List<T> readAll(List<SysFolder> devices, Reader<T> reader) {
        List<T> all = new ArrayList<>();
        for (SysFolder device : devices) {
            try {
                T read = reader.read(device);
                if (read != null) {
                    all.add(read);
                }
            } catch (IOException e) {
                if (device.has("")) {
                    device.omit(asNoData(e));
                }
            }
        }
        return all;
    }

    /** A file that is missing or forbidden is no fault, and would be logged at each scrape. */
    private static IOException asNoData(IOException error) {
        return switch (error) {
            case NoSuchFileException missing -> new NoDataException("there is no " + missing.getFile());
            case AccessDeniedException denied -> new NoDataException("no permission to read " + denied.getFile());
            default -> error;
        };
    }
}
