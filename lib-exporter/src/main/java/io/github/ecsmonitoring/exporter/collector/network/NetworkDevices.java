package io.github.ecsmonitoring.exporter.collector.network;

import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.scrape.NoDataException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;

/** The folder {@code /sys/class/net}, which has a folder for each network device and a few files. */
final class NetworkDevices {
    static final String FOLDER = "class/net";

    private NetworkDevices() {}

    /** The folders of all devices, sorted by name. */
    static List<SysFolder> list(HostReader host) throws IOException {
        SysFolder folder = host.sys(FOLDER);
        try {
            return folder.list().orFail().folders("*");
        } catch (NoSuchFileException | AccessDeniedException e) {
            throw new NoDataException("cannot read the folder " + folder.path());
        }
    }
}
