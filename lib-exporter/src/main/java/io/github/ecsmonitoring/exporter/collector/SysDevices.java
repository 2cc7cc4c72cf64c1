package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.host.SysFolder;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the devices of a folder of sysfs one after the other. A device that is taken out between listing and reading is
 * left out.
 */
final class SysDevices {
    private SysDevices() {}

    /** Reads one device; null leaves it out. */
    @FunctionalInterface
    interface Reader<T> {
        T read(SysFolder device) throws IOException;
    }

    /**
     * Reads the devices whose names fit a glob.
     *
     * @throws NoDataException if this machine has no such folder, or a device lacks a file that it must have
     */
    static <T> List<T> read(SysFolder folder, String glob, Reader<T> reader) throws IOException {
        try {
            Optional<List<SysFolder>> devices = folder.childrenIfPresent(glob);
            return readAll(devices.orElseThrow(() -> new NoDataException("there is no " + folder.path())), reader);
        } catch (NoSuchFileException e) {
            throw new NoDataException("there is no " + e.getFile());
        } catch (AccessDeniedException e) {
            throw new NoDataException("no permission to read " + e.getFile());
        }
    }

    /** Reads the devices whose names fit a glob; none where the folder does not exist. */
    static <T> List<T> readIfAny(SysFolder folder, String glob, Reader<T> reader) throws IOException {
        return readAll(folder.childrenIfAny(glob), reader);
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
