package io.github.ecsmonitoring.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The network of one task in awsvpc mode: a network namespace with a shared loopback and one veth link to the test. It
 * has no name server and no other route, and ends with the process that holds it.
 */
final class NetworkNamespace implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();
    /** Differs between processes that run tests at the same time. */
    private static final int NET = (int) (ProcessHandle.current().pid() % (64 * 256));

    private final ChildProcess holder;
    private final String outside;

    private NetworkNamespace(ChildProcess holder, String outside) {
        this.holder = holder;
        this.outside = outside;
    }

    static NetworkNamespace create(Path folder) throws Exception {
        ChildProcess holder =
                ChildProcess.run("network", folder, Map.of(), List.of("unshare", "--net", "sleep", "7200"));
        int number = COUNT.incrementAndGet();
        String prefix = "10." + (192 + NET / 256) + "." + NET % 256 + ".";
        NetworkNamespace network = new NetworkNamespace(holder, prefix + (4 * number + 1));
        try {
            Path own = Files.readSymbolicLink(Path.of("/proc/self/ns/net"));
            Path its = Path.of("/proc/" + holder.pid() + "/ns/net");
            Await.until(
                    "a network namespace", () -> !Files.readSymbolicLink(its).equals(own), holder::toString);
            network.link("e2e-" + NET + "-" + number, prefix + (4 * number + 2));
            return network;
        } catch (Exception e) {
            holder.close();
            throw e;
        }
    }

    private void link(String name, String inside) throws IOException {
        CommandResult.requireSuccess(
                "ip",
                "link",
                "add",
                name,
                "type",
                "veth",
                "peer",
                "name",
                "eth1",
                "netns",
                Long.toString(holder.pid()));
        CommandResult.requireSuccess("ip", "address", "add", outside + "/30", "dev", name);
        CommandResult.requireSuccess("ip", "link", "set", name, "up");
        CommandResult.requireSuccess(inside("ip", "address", "add", inside + "/30", "dev", "eth1"));
        CommandResult.requireSuccess(inside("ip", "link", "set", "eth1", "up"));
        CommandResult.requireSuccess(inside("ip", "link", "set", "lo", "up"));
    }

    private String[] inside(String... command) {
        return inside(List.of(command)).toArray(String[]::new);
    }

    /** The command line that runs a command in this network. */
    List<String> inside(List<String> command) {
        List<String> all = new ArrayList<>(List.of("nsenter", "--net=/proc/" + holder.pid() + "/ns/net"));
        all.addAll(command);
        return all;
    }

    /** Address of the test's end of the link, where the AWS emulator listens. */
    InetAddress outside() throws IOException {
        return InetAddress.getByName(outside);
    }

    @Override
    public void close() {
        holder.close();
    }
}
