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
 * The network of one task in mode awsvpc: a network namespace, whose loopback its containers share, and one link to the
 * outside. There is no name server and no way but to the test's own address. It is gone with the process that holds it.
 */
final class Network implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();
    /** Of each process that runs tests another one, also where several do at the same time. */
    private static final int NET = (int) (ProcessHandle.current().pid() % (64 * 256));

    private final Started holder;
    private final String outside;

    private Network(Started holder, String outside) {
        this.holder = holder;
        this.outside = outside;
    }

    static Network create(Path folder) throws Exception {
        Started holder = Started.run("network", folder, Map.of(), List.of("unshare", "--net", "sleep", "7200"));
        int number = COUNT.incrementAndGet();
        String prefix = "10." + (192 + NET / 256) + "." + NET % 256 + ".";
        Network network = new Network(holder, prefix + (4 * number + 1));
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
        Started.command(
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
        Started.command("ip", "address", "add", outside + "/30", "dev", name);
        Started.command("ip", "link", "set", name, "up");
        Started.command(inside("ip", "address", "add", inside + "/30", "dev", "eth1"));
        Started.command(inside("ip", "link", "set", "eth1", "up"));
        Started.command(inside("ip", "link", "set", "lo", "up"));
    }

    private String[] inside(String... command) {
        return inside(List.of(command)).toArray(String[]::new);
    }

    /** The command that runs another one in this network. */
    List<String> inside(List<String> command) {
        List<String> all = new ArrayList<>(List.of("nsenter", "--net=/proc/" + holder.pid() + "/ns/net"));
        all.addAll(command);
        return all;
    }

    /** The test's own end of the link: where the services of AWS are, as the task sees it. */
    InetAddress outside() throws IOException {
        return InetAddress.getByName(outside);
    }

    @Override
    public void close() {
        holder.close();
    }
}
