package io.github.ecsmonitoring.exporter.collector.sysfs;

import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.scrape.NoDataException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the devices of a folder of sysfs one after the other. A device that is removed between listing and reading is
 * skipped.
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
     * @throws NoDataException if this machine has no such folder, or a device lacks a file that it must have
     */
    public static <T> List<T> read(SysFolder folder, String glob, Reader<T> reader) throws IOException {
        try {
            SysFolder.Listing devices = folder.list();
            if (devices.isAbsent()) {
                throw new NoDataException("there is no " + folder.path());
            }
            return readAll(devices.folders(glob), reader);
        } catch (NoSuchFileException e) {
            throw new NoDataException("there is no " + e.getFile());
        } catch (AccessDeniedException e) {
            throw new NoDataException("no permission to read " + e.getFile());
        }
    }

    /** Reads the devices whose names match a glob; none where the folder does not exist. */
    public static <T> List<T> readIfAny(SysFolder folder, String glob, Reader<T> reader) throws IOException {
        return readAll(folder.list().folders(glob), reader);
    }

    private static <T> List<T> readAll(List<SysFolder> devices, Reader<T> reader) throws IOException {
        List<T> all = new ArrayList<>();
        for (SysFolder device : devices) {
            try {
                T read = reader.read(device);
                if (read != null) {
                    all.add(read);
                }
            } catch (IOException e) {
                if (Files.exists(device.path())) {
                    throw e;
                }
            }
        }
        return all;
    }
}
