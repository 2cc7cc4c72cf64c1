package io.github.ecsmonitoring.exporter.netlink;

import java.io.IOException;

/** Reads one message of a dump; the message is valid only during the call. */
@FunctionalInterface
public interface NetlinkReader {
    /** Reads the body of the message, without its header. */
    void read(NetlinkData message) throws IOException;
}
