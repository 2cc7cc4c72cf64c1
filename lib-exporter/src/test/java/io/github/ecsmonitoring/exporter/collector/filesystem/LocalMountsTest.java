package io.github.ecsmonitoring.exporter.collector.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.host.KernelText;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalMountsTest {
    /** The path to a local file system below a network file system is resolved by the server. */
    @Test
    void excludeMountsBelowNetworkFileSystems() throws IOException {
        assertThat(local("""
                26 1 259:1 / / rw shared:1 - xfs /dev/nvme0n1p1 rw
                22 26 0:21 / /proc rw - proc proc rw
                30 26 0:40 / /efs rw - nfs4 fs-1:/ rw
                31 30 0:41 / /efs/scratch rw - tmpfs tmpfs rw
                32 26 0:42 / /efs2 rw - tmpfs tmpfs rw
                33 26 0:43 / /s3 rw - fuse.mount-s3 bucket rw
                34 26 0:44 / /home rw - autofs systemd-1 rw
                35 34 259:2 / /home/app rw - ext4 /dev/nvme1n1 rw
                37 26 0:46 / /merged rw - overlay overlay rw
                36 26 0:45 / /new rw - unknown-type none rw
                """)).containsExactly("/", "/efs2");
    }

    @Test
    void areNoneIfTheRootIsANetworkFileSystem() throws IOException {
        assertThat(local("""
                26 1 0:30 / / rw - nfs4 fs-1:/root rw
                32 26 0:42 / /tmp rw - tmpfs tmpfs rw
                """)).isEmpty();
    }

    private static List<String> local(String mountinfo) throws IOException {
        List<Mount> mounts = Mount.parse(KernelText.of("mountinfo", mountinfo));
        LocalMounts local = new LocalMounts(mounts);
        return mounts.stream().filter(local::contains).map(Mount::mountPoint).toList();
    }
}
