package io.github.ecsmonitoring.exporter.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.host.KernelText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountstatsCollectorTest {
    @TempDir
    Path folder;

    @Test
    void showsTheWholePage() throws IOException {
        assertThat(Machine.page(collector(machine()))).isEqualTo("""
                # HELP node_mountstats_nfs_age_seconds_total The age of the NFS mount in seconds.
                # TYPE node_mountstats_nfs_age_seconds_total counter
                node_mountstats_nfs_age_seconds_total{export="efs:/",mountaddr="10.0.1.9",protocol="tcp"} 13968
                node_mountstats_nfs_age_seconds_total{export="nas:/old",mountaddr="10.0.0.2",protocol="udp"} 7
                # HELP node_mountstats_nfs_direct_read_bytes_total Number of bytes read using the read() syscall in O_DIRECT mode.
                # TYPE node_mountstats_nfs_direct_read_bytes_total counter
                node_mountstats_nfs_direct_read_bytes_total{export="efs:/",mountaddr="10.0.1.9",protocol="tcp"} 3
                node_mountstats_nfs_direct_read_bytes_total{export="nas:/old",mountaddr="10.0.0.2",protocol="udp"} 0
                # HELP node_mountstats_nfs_direct_write_bytes_total Number of bytes written using the write() syscall in O_DIRECT mode.
                # TYPE node_mountstats_nfs_direct_write_bytes_total counter
                node_mountstats_nfs_direct_write_bytes_total{export="efs:/",mountaddr="10.0.1.9",protocol="tcp"} 4
                node_mountstats_nfs_direct_write_bytes_total{export="nas:/old",mountaddr="10.0.0.2",protocol="udp"} 0
                # HELP node_mountstats_nfs_event_attribute_invalidate_total Number of times cached inode attributes are invalidated.
                # TYPE node_mountstats_nfs_event_attribute_invalidate_total counter
                node_mountstats_nfs_event_attribute_invalidate_total{export="efs:/",mountaddr="10.0.1.9",protocol="tcp"} 4
                node_mountstats_nfs_event_attribute_invalidate_total{export="nas:/old",mountaddr="10.0.0.2",protocol="udp"} 0
                # HELP node_mountstats_nfs_event_data_invalidate_total Number of times an inode cache is cleared.
                # TYPE node_mountstats_nfs_event_data_invalidate_total counter
                node_mountstats_nfs_event_data_invalidate_total{export="efs:/",mountaddr="10.0.1.9",protocol="tcp"} 3
                node_mountstats_nfs_event_data_invalidate_total{export="nas:/old",mountaddr="10.0.0.2",protocol="udp"} 0
                # HELP node_mountstats_nfs_event_dnode_revalidate_total Number of times cached dentry nodes are re-validated from the \
                server.
                # TYPE node_mountstats_nfs_event_dnode_revalidate_total counter
                node_mountstats_nfs_event_dnode_revalidate_total{export="efs:/",mountaddr="10.0.1.9",protocol="tcp"} 2
                node_mountstats_nfs_event_dnode_revalidate_total{export="nas:/old",mountaddr="10.0.0.2",protocol="udp"} 0
                # HELP node_mountstats_nfs_event_inode_revalidate_total Number of times cached inode attributes are re-validated from the \
                server.
                # TYPE node_mountstats_nfs_event_inode_revalidate_total counter
                node_mountstats_nfs_event_inode_revalidate_total{export="efs:/",mountaddr="10.0.1.9",protocol="tcp"} 1
                node_mountstats_nfs_event_inode_revalidate_total{export="nas:/old",mountaddr="10.0.0.2",protocol="udp"} 1
                # HELP node_mountstats_nfs_event_jukebox_delay_total Number of times the NFS server indicated EJUKEBOX; retrieving data \
                from offline storage.
                # TYPE node_mountstats_nfs_event_jukebox_delay_total counter
                node_mountstats_nfs_event_jukebox_delay_total{export="efs:/",mountaddr="10.0.1.9",protocol="tcp"} 25
                node_mountstats_nfs_event_jukebox_delay_total{export="nas:/old",mountaddr="10.0.0.2",protocol="udp"} 0
                # HELP node_mountstats_nfs_event_pnfs_read_total Number of NFS v4.1+ pNFS reads.
                # TYPE node_mountstats_nfs_event_pnfs_read_total counter
                node_mountstats_nfs_event_pnfs_read_total{export="efs:/",mountaddr="10.0.1.9",protocol="tcp"} 26
                node_mountstats_nfs_event_pnfs_read_total{export="nas:/old",mountaddr="10.0.0.2",protocol="udp"} 0
                # HELP node_mountstats_nfs_event_pnfs_write_total Number of NFS v4.1+ pNFS writes.
                # TYPE node_mountstats_nfs_event_pnfs_write_total counter
                node_mountstats_nfs_event_pnfs_write_total{export="efs:/",mountaddr="10.0.1.9",protocol="tcp"} 27
                node_mountstats_nfs_event_pnfs_write_total{export="nas:/old",mountaddr="10.0.0.2",protocol="udp"} 0
                # HELP node_mountstats_nfs_event_short_read_total Number of times the NFS server gave less data than expected while reading.
                # TYPE node_mountstats_nfs_event_short_read_total counter
                node_mountstats_nfs_event_short_read_total{export="efs:/",mountaddr="10.0.1.9",protocol="tcp"} 23
                node_mountstats_nfs_event_short_read_total{export="nas:/old",mountaddr="10.0.0.2",protocol="udp"} 0
                # HELP node_mountstats_nfs_event_short_write_total Number of times the NFS server wrote less data than expected while \
                writing.
                # TYPE node_mountstats_nfs_event_short_write_total counter
                node_mountstats_nfs_event_short_write_total{export="efs:/",mountaddr="10.0.1.9",protocol="tcp"} 24
                node_mountstats_nfs_event_short_write_total{export="nas:/old",mountaddr="10.0.0.2",protocol="udp"} 0
                # HELP node_mountstats_nfs_event_silly_rename_total Number of times a file was removed while still open by another process.
                # TYPE node_mountstats_nfs_event_silly_rename_total counter
                node_mountstats_nfs_event_silly_rename_total{export="efs:/",mountaddr="10.0.1.9",protocol="tcp"} 22
                node_mountstats_nfs_event_silly_rename_total{export="nas:/old",mountaddr="10.0.0.2",protocol="udp"} 0
                # HELP node_mountstats_nfs_event_truncation_total Number of times files have been truncated.
                # TYPE node_mountstats_nfs_event_truncation_total counter
                node_mountstats_nfs_event_truncation_total{export="efs:/",mountaddr="10.0.1.9",protocol="tcp"} 20
                node_mountstats_nfs_event_truncation_total{export="nas:/old",mountaddr="10.0.0.2",protocol="udp"} 0
                # HELP node_mountstats_nfs_event_vfs_access_total Number of times permissions have been checked.
                # TYPE node_mountstats_nfs_event_vfs_access_total counter
                node_mountstats_nfs_event_vfs_access_total{export="efs:/",mountaddr="10.0.1.9",protocol="tcp"} 7
                node_mountstats_nfs_event_vfs_access_total{export="nas:/old",mountaddr="10.0.0.2",protocol="udp"} 0
                # HELP node_mountstats_nfs_event_vfs_file_release_total Number of times files have been closed and released.
                # TYPE node_mountstats_nfs_event_vfs_file_release_total counter
                node_mountstats_nfs_event_vfs_file_release_total{export="efs:/",mountaddr="10.0.1.9",protocol="tcp"} 18
                node_mountstats_nfs_event_vfs_file_release_total{export="nas:/old",mountaddr="10.0.0.2",protocol="udp"} 0
                # HELP node_mountstats_nfs_event_vfs_flush_total Number of pending writes that have been forcefully flushed to the server.
                # TYPE node_mountstats_nfs_event_vfs_flush_total counter
                node_mountstats_nfs_event_vfs_flush_total{export="efs:/",mountaddr="10.0.1.9",protocol="tcp"} 15
                node_mountstats_nfs_event_vfs_flush_total{export="nas:/old",mountaddr="10.0.0.2",protocol="udp"} 0
                # HELP node_mountstats_nfs_event_vfs_fsync_total Number of times fsync() has been called on directories and files.
                # TYPE node_mountstats_nfs_event_vfs_fsync_total counter
                node_mountstats_nfs_event_vfs_fsync_total{export="efs:/",mountaddr="10.0.1.9",protocol="tcp"} 16
                node_mountstats_nfs_event_vfs_fsync_total{export="nas:/old",mountaddr="10.0.0.2",protocol="udp"} 0
                # HELP node_mountstats_nfs_event_vfs_getdents_total Number of times directory entries have been read with getdents().
                # TYPE node_mountstats_nfs_event_vfs_getdents_total counter
                node_mountstats_nfs_event_vfs_getdents_total{export="efs:/",mountaddr="10.0.1.9",protocol="tcp"} 13
                node_mountstats_nfs_event_vfs_getdents_total{export="nas:/old",mountaddr="10.0.0.2",protocol="udp"} 0
                # HELP node_mountstats_nfs_event_vfs_lock_total Number of times locking has been attempted on a file.
                # TYPE node_mountstats_nfs_event_vfs_lock_total counter
                node_mountstats_nfs_event_vfs_lock_total{export="efs:/",mountaddr="10.0.1.9",protocol="tcp"} 17
                node_mountstats_nfs_event_vfs_lock_total{export="nas:/old",mountaddr="10.0.0.2",protocol="udp"} 0
                # HELP node_mountstats_nfs_event_vfs_lookup_total Number of times a directory lookup has occurred.
                # TYPE node_mountstats_nfs_event_vfs_lookup_total counter
                node_mountstats_nfs_event_vfs_lookup_total{export="efs:/",mountaddr="10.0.1.9",protocol="tcp"} 6
                node_mountstats_nfs_event_vfs_lookup_total{export="nas:/old",mountaddr="10.0.0.2",protocol="udp"} 0
                # HELP node_mountstats_nfs_event_vfs_open_total Number of times cached inode attributes are invalidated.
                # TYPE node_mountstats_nfs_event_vfs_open_total counter
                node_mountstats_nfs_event_vfs_open_total{export="efs:/",mountaddr="10.0.1.9",protocol="tcp"} 5
                node_mountstats_nfs_event_vfs_open_total{export="nas:/old",mountaddr="10.0.0.2",protocol="udp"} 0
                # HELP node_mountstats_nfs_event_vfs_read_page_total Number of pages read directly via mmap()'d files.
                # TYPE node_mountstats_nfs_event_vfs_read_page_total counter
                node_mountstats_nfs_event_vfs_read_page_total{export="efs:/",mountaddr="10.0.1.9",protocol="tcp"} 9
                node_mountstats_nfs_event_vfs_read_page_total{export="nas:/old",mountaddr="10.0.0.2",protocol="udp"} 0
                # HELP node_mountstats_nfs_event_vfs_read_pages_total Number of times a group of pages have been read.
                # TYPE node_mountstats_nfs_event_vfs_read_pages_total counter
                node_mountstats_nfs_event_vfs_read_pages_total{export="efs:/",mountaddr="10.0.1.9",protocol="tcp"} 10
                node_mountstats_nfs_event_vfs_read_pages_total{export="nas:/old",mountaddr="10.0.0.2",protocol="udp"} 0
                # HELP node_mountstats_nfs_event_vfs_setattr_total Number of times directory entries have been read with getdents().
                # TYPE node_mountstats_nfs_event_vfs_setattr_total counter
                node_mountstats_nfs_event_vfs_setattr_total{export="efs:/",mountaddr="10.0.1.9",protocol="tcp"} 14
                node_mountstats_nfs_event_vfs_setattr_total{export="nas:/old",mountaddr="10.0.0.2",protocol="udp"} 0
                # HELP node_mountstats_nfs_event_vfs_update_page_total Number of updates (and potential writes) to pages.
                # TYPE node_mountstats_nfs_event_vfs_update_page_total counter
                node_mountstats_nfs_event_vfs_update_page_total{export="efs:/",mountaddr="10.0.1.9",protocol="tcp"} 8
                node_mountstats_nfs_event_vfs_update_page_total{export="nas:/old",mountaddr="10.0.0.2",protocol="udp"} 0
                # HELP node_mountstats_nfs_event_vfs_write_page_total Number of pages written directly via mmap()'d files.
                # TYPE node_mountstats_nfs_event_vfs_write_page_total counter
                node_mountstats_nfs_event_vfs_write_page_total{export="efs:/",mountaddr="10.0.1.9",protocol="tcp"} 11
                node_mountstats_nfs_event_vfs_write_page_total{export="nas:/old",mountaddr="10.0.0.2",protocol="udp"} 0
                # HELP node_mountstats_nfs_event_vfs_write_pages_total Number of times a group of pages have been written.
                # TYPE node_mountstats_nfs_event_vfs_write_pages_total counter
                node_mountstats_nfs_event_vfs_write_pages_total{export="efs:/",mountaddr="10.0.1.9",protocol="tcp"} 12
                node_mountstats_nfs_event_vfs_write_pages_total{export="nas:/old",mountaddr="10.0.0.2",protocol="udp"} 0
                # HELP node_mountstats_nfs_event_write_extension_total Number of times a file has been grown due to writes beyond its \
                existing end.
                # TYPE node_mountstats_nfs_event_write_extension_total counter
                node_mountstats_nfs_event_write_extension_total{export="efs:/",mountaddr="10.0.1.9",protocol="tcp"} 21
                node_mountstats_nfs_event_write_extension_total{export="nas:/old",mountaddr="10.0.0.2",protocol="udp"} 0
                # HELP node_mountstats_nfs_mountpoint_info Info metric for an NFS mountpoint.
                # TYPE node_mountstats_nfs_mountpoint_info gauge
                node_mountstats_nfs_mountpoint_info{export="efs:/",mountaddr="10.0.1.9",mountpoint="/again",protocol="tcp"} 1
                node_mountstats_nfs_mountpoint_info{export="efs:/",mountaddr="10.0.1.9",mountpoint="/efs",protocol="tcp"} 1
                node_mountstats_nfs_mountpoint_info{export="nas:/old",mountaddr="10.0.0.2",mountpoint="/old",protocol="udp"} 1
                # HELP node_mountstats_nfs_operations_major_timeouts_total Number of times a request has had a major timeout for a given \
                operation.
                # TYPE node_mountstats_nfs_operations_major_timeouts_total counter
                node_mountstats_nfs_operations_major_timeouts_total{export="efs:/",mountaddr="10.0.1.9",operation="READ",protocol="tcp"} 1
                node_mountstats_nfs_operations_major_timeouts_total{export="efs:/",mountaddr="10.0.1.9",operation="WRITE",protocol="tcp"} 0
                node_mountstats_nfs_operations_major_timeouts_total{export="nas:/old",mountaddr="10.0.0.2",operation="NULL",\
                protocol="udp"} 0
                # HELP node_mountstats_nfs_operations_queue_time_seconds_total Duration all requests spent queued for transmission for a \
                given operation before they were sent, in seconds.
                # TYPE node_mountstats_nfs_operations_queue_time_seconds_total counter
                node_mountstats_nfs_operations_queue_time_seconds_total{export="efs:/",mountaddr="10.0.1.9",operation="READ",\
                protocol="tcp"} 0.006
                node_mountstats_nfs_operations_queue_time_seconds_total{export="efs:/",mountaddr="10.0.1.9",operation="WRITE",\
                protocol="tcp"} 9.007044786793922e+12
                node_mountstats_nfs_operations_queue_time_seconds_total{export="nas:/old",mountaddr="10.0.0.2",operation="NULL",\
                protocol="udp"} 0
                # HELP node_mountstats_nfs_operations_received_bytes_total Number of bytes received for a given operation, including RPC \
                headers and payload.
                # TYPE node_mountstats_nfs_operations_received_bytes_total counter
                node_mountstats_nfs_operations_received_bytes_total{export="efs:/",mountaddr="10.0.1.9",operation="READ",protocol="tcp"} \
                1.210292152e+09
                node_mountstats_nfs_operations_received_bytes_total{export="efs:/",mountaddr="10.0.1.9",operation="WRITE",protocol="tcp"} 0
                node_mountstats_nfs_operations_received_bytes_total{export="nas:/old",mountaddr="10.0.0.2",operation="NULL",\
                protocol="udp"} 24
                # HELP node_mountstats_nfs_operations_request_time_seconds_total Duration all requests took from when a request was \
                enqueued to when it was completely handled for a given operation, in seconds.
                # TYPE node_mountstats_nfs_operations_request_time_seconds_total counter
                node_mountstats_nfs_operations_request_time_seconds_total{export="efs:/",mountaddr="10.0.1.9",operation="READ",\
                protocol="tcp"} 79.407
                node_mountstats_nfs_operations_request_time_seconds_total{export="efs:/",mountaddr="10.0.1.9",operation="WRITE",\
                protocol="tcp"} 0
                node_mountstats_nfs_operations_request_time_seconds_total{export="nas:/old",mountaddr="10.0.0.2",operation="NULL",\
                protocol="udp"} 0.002
                # HELP node_mountstats_nfs_operations_requests_total Number of requests performed for a given operation.
                # TYPE node_mountstats_nfs_operations_requests_total counter
                node_mountstats_nfs_operations_requests_total{export="efs:/",mountaddr="10.0.1.9",operation="READ",protocol="tcp"} 1298
                node_mountstats_nfs_operations_requests_total{export="efs:/",mountaddr="10.0.1.9",operation="WRITE",protocol="tcp"} 0
                node_mountstats_nfs_operations_requests_total{export="nas:/old",mountaddr="10.0.0.2",operation="NULL",protocol="udp"} 1
                # HELP node_mountstats_nfs_operations_response_time_seconds_total Duration all requests took to get a reply back after a \
                request for a given operation was transmitted, in seconds.
                # TYPE node_mountstats_nfs_operations_response_time_seconds_total counter
                node_mountstats_nfs_operations_response_time_seconds_total{export="efs:/",mountaddr="10.0.1.9",operation="READ",\
                protocol="tcp"} 79.386
                node_mountstats_nfs_operations_response_time_seconds_total{export="efs:/",mountaddr="10.0.1.9",operation="WRITE",\
                protocol="tcp"} 0
                node_mountstats_nfs_operations_response_time_seconds_total{export="nas:/old",mountaddr="10.0.0.2",operation="NULL",\
                protocol="udp"} 0.001
                # HELP node_mountstats_nfs_operations_sent_bytes_total Number of bytes sent for a given operation, including RPC headers \
                and payload.
                # TYPE node_mountstats_nfs_operations_sent_bytes_total counter
                node_mountstats_nfs_operations_sent_bytes_total{export="efs:/",mountaddr="10.0.1.9",operation="READ",protocol="tcp"} 207680
                node_mountstats_nfs_operations_sent_bytes_total{export="efs:/",mountaddr="10.0.1.9",operation="WRITE",protocol="tcp"} 0
                node_mountstats_nfs_operations_sent_bytes_total{export="nas:/old",mountaddr="10.0.0.2",operation="NULL",protocol="udp"} 44
                # HELP node_mountstats_nfs_operations_transmissions_total Number of times an actual RPC request has been transmitted for \
                a given operation.
                # TYPE node_mountstats_nfs_operations_transmissions_total counter
                node_mountstats_nfs_operations_transmissions_total{export="efs:/",mountaddr="10.0.1.9",operation="READ",protocol="tcp"} 1299
                node_mountstats_nfs_operations_transmissions_total{export="efs:/",mountaddr="10.0.1.9",operation="WRITE",protocol="tcp"} 0
                node_mountstats_nfs_operations_transmissions_total{export="nas:/old",mountaddr="10.0.0.2",operation="NULL",protocol="udp"} 1
                # HELP node_mountstats_nfs_read_bytes_total Number of bytes read using the read() syscall.
                # TYPE node_mountstats_nfs_read_bytes_total counter
                node_mountstats_nfs_read_bytes_total{export="efs:/",mountaddr="10.0.1.9",protocol="tcp"} 1.20764023e+09
                node_mountstats_nfs_read_bytes_total{export="nas:/old",mountaddr="10.0.0.2",protocol="udp"} 1
                # HELP node_mountstats_nfs_read_pages_total Number of pages read directly via mmap()'d files.
                # TYPE node_mountstats_nfs_read_pages_total counter
                node_mountstats_nfs_read_pages_total{export="efs:/",mountaddr="10.0.1.9",protocol="tcp"} 295483
                node_mountstats_nfs_read_pages_total{export="nas:/old",mountaddr="10.0.0.2",protocol="udp"} 0
                # HELP node_mountstats_nfs_total_read_bytes_total Number of bytes read from the NFS server, in total.
                # TYPE node_mountstats_nfs_total_read_bytes_total counter
                node_mountstats_nfs_total_read_bytes_total{export="efs:/",mountaddr="10.0.1.9",protocol="tcp"} 1.210214218e+09
                node_mountstats_nfs_total_read_bytes_total{export="nas:/old",mountaddr="10.0.0.2",protocol="udp"} 0
                # HELP node_mountstats_nfs_total_write_bytes_total Number of bytes written to the NFS server, in total.
                # TYPE node_mountstats_nfs_total_write_bytes_total counter
                node_mountstats_nfs_total_write_bytes_total{export="efs:/",mountaddr="10.0.1.9",protocol="tcp"} 6
                node_mountstats_nfs_total_write_bytes_total{export="nas:/old",mountaddr="10.0.0.2",protocol="udp"} 0
                # HELP node_mountstats_nfs_transport_backlog_queue_total Total number of items added to the RPC backlog queue.
                # TYPE node_mountstats_nfs_transport_backlog_queue_total counter
                node_mountstats_nfs_transport_backlog_queue_total{export="efs:/",mountaddr="10.0.1.9",protocol="tcp",transport="0"} 8
                node_mountstats_nfs_transport_backlog_queue_total{export="efs:/",mountaddr="10.0.1.9",protocol="tcp",transport="1"} 0
                node_mountstats_nfs_transport_backlog_queue_total{export="nas:/old",mountaddr="10.0.0.2",protocol="udp",transport="0"} 2
                # HELP node_mountstats_nfs_transport_bad_transaction_ids_total Number of times the NFS server sent a response with a \
                transaction ID unknown to this client.
                # TYPE node_mountstats_nfs_transport_bad_transaction_ids_total counter
                node_mountstats_nfs_transport_bad_transaction_ids_total{export="efs:/",mountaddr="10.0.1.9",protocol="tcp",transport="0"} 7
                node_mountstats_nfs_transport_bad_transaction_ids_total{export="efs:/",mountaddr="10.0.1.9",protocol="tcp",transport="1"} 0
                node_mountstats_nfs_transport_bad_transaction_ids_total{export="nas:/old",mountaddr="10.0.0.2",protocol="udp",\
                transport="0"} 1
                # HELP node_mountstats_nfs_transport_bind_total Number of times the client has had to establish a connection from scratch \
                to the NFS server.
                # TYPE node_mountstats_nfs_transport_bind_total counter
                node_mountstats_nfs_transport_bind_total{export="efs:/",mountaddr="10.0.1.9",protocol="tcp",transport="0"} 1
                node_mountstats_nfs_transport_bind_total{export="efs:/",mountaddr="10.0.1.9",protocol="tcp",transport="1"} 0
                node_mountstats_nfs_transport_bind_total{export="nas:/old",mountaddr="10.0.0.2",protocol="udp",transport="0"} 0
                # HELP node_mountstats_nfs_transport_connect_total Number of times the client has made a TCP connection to the NFS server.
                # TYPE node_mountstats_nfs_transport_connect_total counter
                node_mountstats_nfs_transport_connect_total{export="efs:/",mountaddr="10.0.1.9",protocol="tcp",transport="0"} 2
                node_mountstats_nfs_transport_connect_total{export="efs:/",mountaddr="10.0.1.9",protocol="tcp",transport="1"} 1
                node_mountstats_nfs_transport_connect_total{export="nas:/old",mountaddr="10.0.0.2",protocol="udp",transport="0"} 0
                # HELP node_mountstats_nfs_transport_idle_time_seconds Duration since the NFS mount last saw any RPC traffic, in seconds.
                # TYPE node_mountstats_nfs_transport_idle_time_seconds gauge
                node_mountstats_nfs_transport_idle_time_seconds{export="efs:/",mountaddr="10.0.1.9",protocol="tcp",transport="0"} 1
                node_mountstats_nfs_transport_idle_time_seconds{export="efs:/",mountaddr="10.0.1.9",protocol="tcp",transport="1"} 11
                node_mountstats_nfs_transport_idle_time_seconds{export="nas:/old",mountaddr="10.0.0.2",protocol="udp",transport="0"} 0
                # HELP node_mountstats_nfs_transport_maximum_rpc_slots Maximum number of simultaneously active RPC requests ever used.
                # TYPE node_mountstats_nfs_transport_maximum_rpc_slots gauge
                node_mountstats_nfs_transport_maximum_rpc_slots{export="efs:/",mountaddr="10.0.1.9",protocol="tcp",transport="0"} 24
                node_mountstats_nfs_transport_maximum_rpc_slots{export="efs:/",mountaddr="10.0.1.9",protocol="tcp",transport="1"} 2
                node_mountstats_nfs_transport_maximum_rpc_slots{export="nas:/old",mountaddr="10.0.0.2",protocol="udp",transport="0"} 0
                # HELP node_mountstats_nfs_transport_pending_queue_total Total number of items added to the RPC transmission pending queue.
                # TYPE node_mountstats_nfs_transport_pending_queue_total counter
                node_mountstats_nfs_transport_pending_queue_total{export="efs:/",mountaddr="10.0.1.9",protocol="tcp",transport="0"} 5726
                node_mountstats_nfs_transport_pending_queue_total{export="efs:/",mountaddr="10.0.1.9",protocol="tcp",transport="1"} 4
                node_mountstats_nfs_transport_pending_queue_total{export="nas:/old",mountaddr="10.0.0.2",protocol="udp",transport="0"} 0
                # HELP node_mountstats_nfs_transport_receives_total Number of RPC responses for this mount received from the NFS server.
                # TYPE node_mountstats_nfs_transport_receives_total counter
                node_mountstats_nfs_transport_receives_total{export="efs:/",mountaddr="10.0.1.9",protocol="tcp",transport="0"} 6429
                node_mountstats_nfs_transport_receives_total{export="efs:/",mountaddr="10.0.1.9",protocol="tcp",transport="1"} 65
                node_mountstats_nfs_transport_receives_total{export="nas:/old",mountaddr="10.0.0.2",protocol="udp",transport="0"} 6429
                # HELP node_mountstats_nfs_transport_sending_queue_total Total number of items added to the RPC transmission sending queue.
                # TYPE node_mountstats_nfs_transport_sending_queue_total counter
                node_mountstats_nfs_transport_sending_queue_total{export="efs:/",mountaddr="10.0.1.9",protocol="tcp",transport="0"} 26
                node_mountstats_nfs_transport_sending_queue_total{export="efs:/",mountaddr="10.0.1.9",protocol="tcp",transport="1"} 3
                node_mountstats_nfs_transport_sending_queue_total{export="nas:/old",mountaddr="10.0.0.2",protocol="udp",transport="0"} 0
                # HELP node_mountstats_nfs_transport_sends_total Number of RPC requests for this mount sent to the NFS server.
                # TYPE node_mountstats_nfs_transport_sends_total counter
                node_mountstats_nfs_transport_sends_total{export="efs:/",mountaddr="10.0.1.9",protocol="tcp",transport="0"} 6428
                node_mountstats_nfs_transport_sends_total{export="efs:/",mountaddr="10.0.1.9",protocol="tcp",transport="1"} 64
                node_mountstats_nfs_transport_sends_total{export="nas:/old",mountaddr="10.0.0.2",protocol="udp",transport="0"} 6428
                # HELP node_mountstats_nfs_write_bytes_total Number of bytes written using the write() syscall.
                # TYPE node_mountstats_nfs_write_bytes_total counter
                node_mountstats_nfs_write_bytes_total{export="efs:/",mountaddr="10.0.1.9",protocol="tcp"} 2
                node_mountstats_nfs_write_bytes_total{export="nas:/old",mountaddr="10.0.0.2",protocol="udp"} 0
                # HELP node_mountstats_nfs_write_pages_total Number of pages written directly via mmap()'d files.
                # TYPE node_mountstats_nfs_write_pages_total counter
                node_mountstats_nfs_write_pages_total{export="efs:/",mountaddr="10.0.1.9",protocol="tcp"} 1.8446744073709552e+19
                node_mountstats_nfs_write_pages_total{export="nas:/old",mountaddr="10.0.0.2",protocol="udp"} 0
                """);
    }

    @Test
    void showsNothingOfAMachineWithoutNfsMounts() throws IOException {
        Machine machine = machine().with("proc/self/mountstats", "device /dev/vda mounted on / with fstype ext4\r\n");
        assertThat(Machine.page(collector(machine))).isEmpty();
    }

    @Test
    void leavesTheAddressEmptyWhereMountinfoHasNone() throws IOException {
        assertThat(Machine.samples(collector(machine().with("proc/self/mountinfo", "")))).contains("mountaddr=\"\",mountpoint=\"/efs\"");
    }

    @Test
    void leavesOutTheLinesThatAreNotThere() throws IOException {
        Machine machine = machine().with("proc/self/mountstats", MOUNT + " xprt: tcp 1 2 3 4 5 6 7 8 9 10 11 12 13\n");
        assertThat(Machine.samples(collector(machine))).contains("transport_bind_total{export=\"a:/\"")
                .doesNotContain("bytes", "event", "age", "operations");
    }

    @Test
    void readsConnectionsByRdma() throws IOException {
        String numbers = "0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19";
        List<NfsMount> mounts = parse(MOUNT + " xprt: rdma " + numbers + "\n");
        assertThat(mounts.getFirst().transports().getFirst().numbers()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 0, 0);
    }

    @Test
    void namesWhatIsWrong() {
        assertThatThrownBy(() -> Machine.page(collector(machine().with("proc/self/mountinfo", "26 1 0:5 / /\n"))))
                .hasMessageEndingWith("mountinfo:1: expected \"… - type source options\" in \"26 1 0:5 / /\"");
        assertFails("device x\n", "1: expected \"device … mounted on … with fstype …\" in \"device x\"");
        assertFails(MOUNT + " bytes: 1 2\n", "2: expected 8 numbers, got 2 in \" bytes: 1 2\"");
        assertFails(MOUNT + " bytes: 1 x\n", "2: expected an unsigned number, got \"x\" in \" bytes: 1 x\"");
        assertFails(MOUNT + " events:\r\n", "2: expected 27 numbers, got 0 in \" events:\"");
        assertFails(MOUNT + " age: old\n", "2: expected a number, got \"old\" in \" age: old\"");
        assertFails(MOUNT + " xprt: vsock 1\n", "2: expected tcp, udp or rdma, got \"vsock\" in \" xprt: vsock 1\"");
        assertFails(MOUNT + " xprt: tcp 1\n", "2: expected 13 numbers, got 1 in \" xprt: tcp 1\"");
        assertFails(MOUNT + " per-op statistics\n READ: 1 2\n", "3: expected 8 numbers, got 2 in \" READ: 1 2\"");
        assertFails(MOUNT + " per-op statistics\n\0\1\n", "3: expected 8 numbers, got 0 in \"\0\1\"");
        assertFails(MOUNT + " bytes: 18446744073709551616\n",
                "2: expected an unsigned number, got \"18446744073709551616\" in \" bytes: 18446744073709551616\"");
    }

    private static final String MOUNT = "device a:/ mounted on /a with fstype nfs4 statvers=1.1\n";

    private static List<NfsMount> parse(String text) throws IOException {
        return NfsMount.parse(KernelText.of("mountstats", text));
    }

    private static void assertFails(String text, String message) {
        assertThatThrownBy(() -> parse(text)).isExactlyInstanceOf(IOException.class).hasMessage("mountstats:" + message);
    }

    private Machine machine() throws IOException {
        return new Machine(folder)
                .with("proc/self/mountstats", """
                        device /dev/vda mounted on / with fstype ext4
                        device efs:/ mounted on /efs with fstype nfs4 statvers=1.1
                        \topts:\trw,vers=4.1,rsize=1048576,wsize=1048576,proto=tcp,nconnect=2
                        \tage:\t13968
                        \tcaps:\tcaps=0xfff7,wtmult=512,dtsize=32768,bsize=0,namlen=255
                        \tevents:\t1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27
                        \tbytes:\t1207640230 2 3 4 1210214218 6 295483 18446744073709551615
                        \tRPC iostats version: 1.1  p/v: 100003/4 (nfs)
                        \txprt:\ttcp 832 1 2 3 9007199254740993 6428 6429 7 12154 8 24 26 5726
                        \txprt:\ttcp 833 0 1 0 11 64 65 0 12 0 2 3 4
                        \tper-op statistics
                        \t        READ: 1298 1299 1 207680 1210292152 6 79386 79407 3
                        \t       WRITE: 0 0 0 0 0 18446743919241604546 0 0

                        device efs:/ mounted on /again with fstype nfs4 statvers=1.1
                        \tage:\t1
                        \txprt:\ttcp 832 1 2 3 11 6428 6429 7 12154 8 24 26 5726
                        \tper-op statistics

                        device tmpfs mounted on /tmp with fstype tmpfs
                        device nas:/old mounted on /old with fstype nfs statvers=1.0
                        \tage:\t7
                        \tevents:\t1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
                        \tbytes:\t1 0 0 0 0 0 0 0
                        \txprt:\tudp 832 0 6428 6429 1 12154 2
                        \tper-op statistics
                        \t        NULL: 1 1 0 44 24 0 1 2

                        """)
                .with("proc/self/mountinfo", """
                        26 1 259:1 / / rw,noatime shared:1 - ext4 /dev/vda rw
                        40 26 0:42 / /efs rw shared:7 - nfs4 efs:/ rw,vers=4.1,addr=10.0.1.9
                        41 26 0:42 / /again rw shared:8 - nfs4 efs:/ rw,vers=4.1,addr=10.0.1.9
                        42 26 0:43 / /tmp rw shared:9 - tmpfs tmpfs rw
                        43 26 0:44 / /old rw shared:9 - nfs nas:/old rw,mountaddr=10.0.0.1,addr=10.0.0.2
                        """);
    }

    private static Collector collector(Machine machine) {
        return machine.collector(flags -> MountstatsCollector::new);
    }
}
