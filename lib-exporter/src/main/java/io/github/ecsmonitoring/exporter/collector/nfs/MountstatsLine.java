package io.github.ecsmonitoring.exporter.collector.nfs;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.MetricType;
import io.github.ecsmonitoring.exporter.host.KernelNumber;
import java.util.List;

/** The metrics of the numbers in one kind of line of {@code mountstats}. */
final class MountstatsLine {
    /** The unit of a number. Times wrap at 2^53, as in node_exporter. */
    private enum Unit {
        COUNT,
        SECONDS,
        MILLISECONDS
    }

    /** The metric of the number with this index. */
    private record Column(int index, MetricType type, Unit unit, String name, String help) {
        double value(long number) {
            return switch (unit) {
                case COUNT -> KernelNumber.toDouble(number);
                case SECONDS -> number & EXACT;
                case MILLISECONDS -> (number & EXACT) / 1000.0;
            };
        }
    }

    /** The largest number up to which all whole numbers are exact doubles. */
    private static final long EXACT = (1L << 53) - 1;

    static final MountstatsLine BYTES = new MountstatsLine(
            counter(0, "read_bytes_total", "Number of bytes read using the read() syscall."),
            counter(1, "write_bytes_total", "Number of bytes written using the write() syscall."),
            counter(2, "direct_read_bytes_total", "Number of bytes read using the read() syscall in O_DIRECT mode."),
            counter(
                    3,
                    "direct_write_bytes_total",
                    "Number of bytes written using the write() syscall in O_DIRECT mode."),
            counter(4, "total_read_bytes_total", "Number of bytes read from the NFS server, in total."),
            counter(5, "total_write_bytes_total", "Number of bytes written to the NFS server, in total."),
            counter(6, "read_pages_total", "Number of pages read directly via mmap()'d files."),
            counter(7, "write_pages_total", "Number of pages written directly via mmap()'d files."));

    static final MountstatsLine TRANSPORT = new MountstatsLine(
            counter(
                    1,
                    "transport_bind_total",
                    "Number of times the client has had to establish a connection from scratch to the NFS server."),
            counter(
                    2,
                    "transport_connect_total",
                    "Number of times the client has made a TCP connection to the NFS server."),
            gauge(
                    4,
                    Unit.SECONDS,
                    "transport_idle_time_seconds",
                    "Duration since the NFS mount last saw any RPC traffic, in seconds."),
            counter(5, "transport_sends_total", "Number of RPC requests for this mount sent to the NFS server."),
            counter(
                    6,
                    "transport_receives_total",
                    "Number of RPC responses for this mount received from the NFS server."),
            counter(
                    7,
                    "transport_bad_transaction_ids_total",
                    "Number of times the NFS server sent a response with a transaction ID unknown to this client."),
            counter(9, "transport_backlog_queue_total", "Total number of items added to the RPC backlog queue."),
            gauge(
                    10,
                    Unit.COUNT,
                    "transport_maximum_rpc_slots",
                    "Maximum number of simultaneously active RPC requests ever used."),
            counter(
                    11,
                    "transport_sending_queue_total",
                    "Total number of items added to the RPC transmission sending queue."),
            counter(
                    12,
                    "transport_pending_queue_total",
                    "Total number of items added to the RPC transmission pending queue."));

    static final MountstatsLine OPERATION = new MountstatsLine(
            counter(0, "operations_requests_total", "Number of requests performed for a given operation."),
            counter(
                    1,
                    "operations_transmissions_total",
                    "Number of times an actual RPC request has been transmitted for a given operation."),
            counter(
                    2,
                    "operations_major_timeouts_total",
                    "Number of times a request has had a major timeout for a given operation."),
            counter(
                    3,
                    "operations_sent_bytes_total",
                    "Number of bytes sent for a given operation, including RPC headers and payload."),
            counter(
                    4,
                    "operations_received_bytes_total",
                    "Number of bytes received for a given operation, including RPC headers and payload."),
            milliseconds(
                    5,
                    "operations_queue_time_seconds_total",
                    "Duration all requests spent queued for transmission for a given operation before they were sent, in seconds."),
            milliseconds(
                    6,
                    "operations_response_time_seconds_total",
                    "Duration all requests took to get a reply back after a request for a given operation was transmitted, in seconds."),
            milliseconds(
                    7,
                    "operations_request_time_seconds_total",
                    "Duration all requests took from when a request was enqueued to when it was completely handled for a given operation,"
                            + " in seconds."));

    /** In the order of the file. Two help texts are wrong, as in node_exporter. */
    static final MountstatsLine EVENTS = new MountstatsLine(
            event(0, "inode_revalidate", "Number of times cached inode attributes are re-validated from the server."),
            event(1, "dnode_revalidate", "Number of times cached dentry nodes are re-validated from the server."),
            event(2, "data_invalidate", "Number of times an inode cache is cleared."),
            event(3, "attribute_invalidate", "Number of times cached inode attributes are invalidated."),
            event(4, "vfs_open", "Number of times cached inode attributes are invalidated."),
            event(5, "vfs_lookup", "Number of times a directory lookup has occurred."),
            event(6, "vfs_access", "Number of times permissions have been checked."),
            event(7, "vfs_update_page", "Number of updates (and potential writes) to pages."),
            event(8, "vfs_read_page", "Number of pages read directly via mmap()'d files."),
            event(9, "vfs_read_pages", "Number of times a group of pages have been read."),
            event(10, "vfs_write_page", "Number of pages written directly via mmap()'d files."),
            event(11, "vfs_write_pages", "Number of times a group of pages have been written."),
            event(12, "vfs_getdents", "Number of times directory entries have been read with getdents()."),
            event(13, "vfs_setattr", "Number of times directory entries have been read with getdents()."),
            event(14, "vfs_flush", "Number of pending writes that have been forcefully flushed to the server."),
            event(15, "vfs_fsync", "Number of times fsync() has been called on directories and files."),
            event(16, "vfs_lock", "Number of times locking has been attempted on a file."),
            event(17, "vfs_file_release", "Number of times files have been closed and released."),
            event(19, "truncation", "Number of times files have been truncated."),
            event(
                    20,
                    "write_extension",
                    "Number of times a file has been grown due to writes beyond its existing end."),
            event(21, "silly_rename", "Number of times a file was removed while still open by another process."),
            event(22, "short_read", "Number of times the NFS server gave less data than expected while reading."),
            event(23, "short_write", "Number of times the NFS server wrote less data than expected while writing."),
            event(
                    24,
                    "jukebox_delay",
                    "Number of times the NFS server indicated EJUKEBOX; retrieving data from offline storage."),
            event(25, "pnfs_read", "Number of NFS v4.1+ pNFS reads."),
            event(26, "pnfs_write", "Number of NFS v4.1+ pNFS writes."));

    private final List<Column> columns;

    private MountstatsLine(Column... columns) {
        this.columns = List.of(columns);
    }

    /** Sends the numbers of a line, of which an older kernel may write fewer or none. */
    void emit(MetricSink out, long[] numbers, String... labels) {
        for (Column column : columns) {
            if (column.index < numbers.length) {
                out.add(column.type, column.name, column.help, column.value(numbers[column.index]), labels);
            }
        }
    }

    private static Column counter(int index, String name, String help) {
        return new Column(index, MetricType.COUNTER, Unit.COUNT, "node_mountstats_nfs_" + name, help);
    }

    private static Column milliseconds(int index, String name, String help) {
        return new Column(index, MetricType.COUNTER, Unit.MILLISECONDS, "node_mountstats_nfs_" + name, help);
    }

    private static Column gauge(int index, Unit unit, String name, String help) {
        return new Column(index, MetricType.GAUGE, unit, "node_mountstats_nfs_" + name, help);
    }

    private static Column event(int index, String name, String help) {
        return counter(index, "event_" + name + "_total", help);
    }
}
