package io.github.ecsmonitoring.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.ExporterProcess.Launch;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The jar as a user runs it. */
@Timeout(120)
class NodeExporterTest {
    /** The capacity of a pipe by default. */
    private static final int PIPE_BYTES = 64 * 1024;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 | --nope                                  | unknown long flag '--nope', try --help
            1 | serve                                   | unexpected serve, try --help
            1 | --collector.uname=false                 | unexpected false, try --help
            1 | --collector.cpu --no-collector.cpu      | flag 'collector.cpu' cannot be repeated, try --help
            1 | --log.level=loud                        | flag 'log.level' must be one of debug,info,warn,error, got 'loud'
            1 | --web.listen-address=9100               | --web.listen-address must be ADDRESS:PORT with a port from 0 to 65535, \
            such as :9100 or 127.0.0.1:9100, got '9100'
            1 | --web.listen-address=vsock://:9100      | --web.listen-address vsock://:9100: vsock is not supported, use TCP such as :9100
            1 | --web.systemd-socket                    | --web.systemd-socket is not supported here: a JVM takes no sockets from systemd; \
            use --web.listen-address
            1 | --collector.ecs                         | --collector.ecs needs the environment variable ECS_CONTAINER_METADATA_URI_V4, \
            which ECS sets in each container on Fargate 1.4.0 or EC2 with agent 1.39.0 or newer; it is not set
            1 | --scope=cluster                         | flag 'scope' must be one of auto,host,task, got 'cluster'
            1 | --web.telemetry-path=metrics            | --web.telemetry-path must begin with /, got 'metrics'
            2 | --collector.netdev.device-include=a --collector.netdev.device-exclude=b | --collector.netdev.device-exclude and \
            --collector.netdev.device-include are mutually exclusive
            2 | --collector.diskstats.device-exclude=a( | --collector.diskstats.device-exclude takes a regular expression (RE2), \
            got 'a(': missing closing ): `a(`
            """)
    void reportsAnInvalidCommandLineInOneLine(int exitCode, String commandLine, String message) throws Exception {
        try (ExporterProcess exporter = ExporterProcess.start(folder, List.of(commandLine.split(" ")))) {
            assertThat(exporter.exitCode()).isEqualTo(exitCode);
            assertThat(exporter.stderr()).isEqualTo("node-exporter: error: " + message + "\n");
            assertThat(exporter.stdout()).isEmpty();
        }
    }

    @Test
    void exitsIfAPortIsInUse() throws Exception {
        int free = freePort();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            try (ExporterProcess exporter = ExporterProcess.start(
                    folder,
                    List.of(
                            "--log.level=error",
                            "--web.listen-address=127.0.0.1:" + free,
                            "--web.listen-address=127.0.0.1:" + taken.getLocalPort()))) {
                assertThat(exporter.exitCode()).isEqualTo(1);
                assertThat(exporter.stderr())
                        .isEqualTo("time=NOW level=ERROR msg=\"listen tcp 127.0.0.1:" + taken.getLocalPort()
                                + ": Address already in use\"\n");
                assertThat(exporter.stdout()).isEmpty();
                assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), free).close())
                        .isInstanceOf(ConnectException.class);
            }
        }
    }

    @Test
    void printsFlags() throws Exception {
        try (ExporterProcess exporter = ExporterProcess.start(folder, List.of("--help"))) {
            assertThat(exporter.exitCode()).isZero();
            assertThat(exporter.stderr()).isEmpty();
            assertThat(exporter.stdout())
                    .startsWith("usage: node-exporter [<flags>]\n\nFlags:\n")
                    .contains(
                            "  --path.procfs=\"/proc\"\n        procfs mountpoint.\n",
                            "  --web.listen-address=:9100\n",
                            "  --web.telemetry-path=\"/metrics\"\n",
                            "  --web.max-requests=\"40\"\n",
                            "  --log.level=info\n",
                            "  --log.format=logfmt\n",
                            "  --[no-]collector.disable-defaults\n",
                            "  --[no-]collector.cpu\n        Enable the cpu collector (default: enabled).\n",
                            "  --[no-]collector.hwmon\n        Enable the hwmon collector (default: enabled in scope host, disabled in scope task).\n",
                            "  --[no-]collector.swap\n        Enable the swap collector (default: disabled).\n",
                            "  --scope=auto\n",
                            "  --[no-]scope.force\n",
                            "  --[no-]collector.cpu.guest\n",
                            "  --collector.diskstats.device-exclude=\"^(z?ram|loop|fd|(h|s|v|xv)d[a-z]|nvme\\d+n\\d+p)\\d+$\"\n",
                            "  --collector.filesystem.fs-types-include=\"\"\n",
                            "  --collector.netdev.device-include=\"\"\n");
        }
    }

    @Test
    void printsVersion() throws Exception {
        try (ExporterProcess exporter = ExporterProcess.start(folder, List.of("--version"))) {
            assertThat(exporter.exitCode()).isZero();
            assertThat(exporter.stderr()).isEmpty();
            assertThat(exporter.stdout())
                    .matches("node_exporter of ECS monitoring, version \\d+\\.\\d+\\.\\d+(-SNAPSHOT)? "
                            + "\\(java\\d+\\.\\d+\\.\\d+, linux/(amd64|arm64)\\)\n");
        }
    }

    @Test
    void checksItsHealth() throws Exception {
        try (ExporterProcess exporter = ExporterProcess.serve(folder)) {
            String flag = "--web.listen-address=" + exporter.address();
            try (ExporterProcess check = ExporterProcess.start(folder, List.of("--health-check", flag))) {
                assertThat(check.exitCode()).isZero();
                assertThat(check.stderr() + check.stdout()).isEmpty();
            }
            exporter.signal("TERM");
            assertThat(exporter.exitCode()).isZero();
            try (ExporterProcess check = ExporterProcess.start(folder, List.of("--health-check", flag))) {
                assertThat(check.exitCode()).isEqualTo(1);
                assertThat(check.stderr())
                        .isEqualTo("node-exporter: error: http://" + flag.substring(flag.indexOf('=') + 1)
                                + "/-/healthy: Connection refused\n");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT", "HUP"})
    void servesMetricsUntilASignal(String signal) throws Exception {
        try (ExporterProcess exporter = ExporterProcess.serve(folder, Launch.withDefaultSignals())) {
            assertThat(exporter.get("/metrics").body().lines())
                    .contains(
                            "node_scrape_collector_success{collector=\"cpu\"} 1",
                            "node_scrape_collector_success{collector=\"diskstats\"} 1",
                            "node_scrape_collector_success{collector=\"filesystem\"} 1",
                            "node_scrape_collector_success{collector=\"loadavg\"} 1",
                            "node_scrape_collector_success{collector=\"meminfo\"} 1",
                            "node_scrape_collector_success{collector=\"netdev\"} 1",
                            "node_scrape_collector_success{collector=\"uname\"} 1")
                    .anyMatch(line -> line.startsWith("node_exporter_build_info{") && line.endsWith("} 1"));
            assertThat(exporter.get("/-/healthy").body()).isEqualTo("ok\n");
            String address = exporter.address();
            exporter.signal(signal);
            assertThat(exporter.exitCode()).isZero();
            assertThat(exporter.stdout()).isEmpty();
            assertThat(exporter.stderr()
                            .replaceAll("version=\".*\"", "version=IT")
                            .replaceAll("collectors=arp,\\S+,zfs", "collectors=NAMES")
                            .replaceAll("reason=\".*\"", "reason=ONE"))
                    .isEqualTo("""
                    time=NOW level=INFO msg="Starting node_exporter" version=IT
                    time=NOW level=INFO msg="Scope of the metrics" scope=host launch_type="" reason=ONE
                    time=NOW level=INFO msg="Enabled collectors" collectors=NAMES
                    time=NOW level=INFO msg="Listening on" address=%s
                    time=NOW level=INFO msg=Stopped
                    """.formatted(address));
        }
    }

    /** Their default would end the process; Go programs ignore them, too. */
    @ParameterizedTest
    @ValueSource(strings = {"USR1", "USR2", "PIPE", "ALRM", "VTALRM", "PROF", "IO", "PWR", "XCPU", "34", "62", "64"})
    void ignoresOtherSignals(String signal) throws Exception {
        try (ExporterProcess exporter = ExporterProcess.serve(folder, "--collector.disable-defaults")) {
            exporter.signal(signal);
            assertThat(exporter.get("/-/healthy").body()).isEqualTo("ok\n");
            assertThat(exporter.isAlive()).isTrue();
            exporter.signal("TERM");
            assertThat(exporter.exitCode()).isZero();
        }
    }

    /** Stderr is a pipe that is full and that nobody reads. */
    @Test
    void servesAndStopsWhileItsLogIsBlocked() throws Exception {
        Path fifo = folder.resolve("stderr");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();
        Path text = Files.createDirectory(folder.resolve("text"));
        Files.writeString(text.resolve("x.prom"), "not a metric\n");
        int port = freePort();
        try (FileChannel pipe = FileChannel.open(fifo, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            pipe.write(ByteBuffer.allocate(PIPE_BYTES));
            try (ExporterProcess exporter = ExporterProcess.start(
                    folder,
                    fifo,
                    ExporterProcess.Launch.with(Map.of()),
                    List.of(
                            "--web.listen-address=127.0.0.1:" + port,
                            "--collector.disable-defaults",
                            "--collector.textfile",
                            "--collector.textfile.directory=" + text))) {
                assertThat(page(port)).contains("node_textfile_scrape_error 1");
                assertThat(page(port)).contains("node_textfile_scrape_error 1");
                exporter.signal("TERM");
                assertThat(exporter.exitCode()).isZero();
            }
        }
    }

    /** Waits until the exporter listens. */
    private static String page(int port) throws Exception {
        for (int i = 0; i < 600; i++) {
            try (Socket client = new Socket("127.0.0.1", port)) {
                client.setSoTimeout(60_000);
                client.getOutputStream().write("GET /metrics HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            } catch (ConnectException notYet) {
                Thread.sleep(50);
            }
        }
        throw new AssertionError("the exporter does not listen");
    }

    @Test
    void exitsWith0WhileAScrapeHangs() throws Exception {
        Path fifo = Files.createDirectory(folder.resolve("proc")).resolve("loadavg");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();
        try (ExporterProcess exporter = ExporterProcess.serve(
                folder,
                "--path.procfs=" + fifo.getParent(),
                "--log.level=info",
                "--collector.disable-defaults",
                "--collector.loadavg")) {
            String address = exporter.address();
            try (Socket client =
                    new Socket("127.0.0.1", Integer.parseInt(address.substring(address.indexOf(':') + 1)))) {
                client.getOutputStream()
                        .write("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                OutputStream writer = Files.newOutputStream(fifo);
                try {
                    // Opening the pipe has waited for its reader, so the scrape hangs now.
                    exporter.signal("TERM");
                    assertThat(exporter.exitCode()).isZero();
                } finally {
                    writer.close();
                }
            }
            assertThat(exporter.stdout()).isEmpty();
            assertThat(exporter.stderr())
                    .endsWith("time=NOW level=INFO msg=Stopped\n")
                    .hasLineCount(5);
        }
    }

    @Test
    void readsUtf8NamesInTheLocaleC() throws Exception {
        Path proc = Files.createDirectories(folder.resolve("proc/1")).getParent();
        Files.writeString(proc.resolve("1/mountinfo"), "27 1 254:0 / /no/such/Müll rw - ext4 /dev/データ rw\n");
        try (ExporterProcess exporter = ExporterProcess.serve(
                folder, "--path.procfs=" + proc, "--collector.disable-defaults", "--collector.filesystem")) {
            assertThat(exporter.get("/metrics").body().lines())
                    .contains(
                            "node_scrape_collector_success{collector=\"filesystem\"} 1",
                            "node_filesystem_device_error{device=\"/dev/データ\",device_error=\"no such file or directory\",fstype=\"ext4\","
                                    + "mountpoint=\"/no/such/Müll\"} 1");
        }
    }

    @Test
    void survivesFilesLargerThanTheHeap() throws Exception {
        Path texts = Files.createDirectory(folder.resolve("texts"));
        Files.writeString(texts.resolve("a.prom"), "a 1\n");
        try (RandomAccessFile sparse =
                new RandomAccessFile(texts.resolve("large.prom").toFile(), "rw")) {
            sparse.setLength(1 << 30);
        }
        Path proc = Files.createDirectory(folder.resolve("proc"));
        Files.createSymbolicLink(proc.resolve("loadavg"), texts.resolve("large.prom"));
        try (ExporterProcess exporter = ExporterProcess.serve(
                folder,
                "--path.procfs=" + proc,
                "--collector.textfile.directory=" + texts,
                "--collector.disable-defaults",
                "--collector.loadavg",
                "--collector.textfile")) {
            assertThat(exporter.get("/metrics").body().lines())
                    .contains(
                            "a 1",
                            "node_textfile_scrape_error 1",
                            "node_scrape_collector_success{collector=\"loadavg\"} 0",
                            "node_scrape_collector_success{collector=\"textfile\"} 1");
            assertThat(exporter.stderr())
                    .contains(
                            "/large.prom: expected at most ",
                            " for all text files (a 64th of the Java heap), got 1073741824",
                            "/loadavg: expected at most ",
                            " bytes, an eighth of the Java heap, got more");
        }
    }

    @Test
    void servesEnabledMetricsOnlyAndLogsJson() throws Exception {
        try (ExporterProcess exporter = ExporterProcess.serve(
                folder,
                "--collector.disable-defaults",
                "--web.disable-exporter-metrics",
                "--log.format=json",
                "--web.telemetry-path=/")) {
            assertThat(exporter.get("/").body().replaceAll("\\{.*}", "{}")).isEqualTo("""
                    # HELP node_exporter_build_info A metric with a constant '1' value labeled by version, revision, branch, goversion from \
                    which node_exporter was built, and the goos and goarch for the build.
                    # TYPE node_exporter_build_info gauge
                    node_exporter_build_info{} 1
                    """);
            exporter.signal("TERM");
            assertThat(exporter.exitCode()).isZero();
            assertThat(exporter.stderr()
                            .replaceAll("\"version\":\".*\"", "\"version\":\"IT\"")
                            .replaceAll("\"reason\":\".*\"", "\"reason\":\"ONE\""))
                    .isEqualTo("""
                    {"time":"NOW","level":"INFO","msg":"Starting node_exporter","version":"IT"}
                    {"time":"NOW","level":"INFO","msg":"Scope of the metrics","scope":"host","launch_type":"","reason":"ONE"}
                    {"time":"NOW","level":"INFO","msg":"Enabled collectors","collectors":""}
                    {"time":"NOW","level":"INFO","msg":"Listening on","address":"%s"}
                    {"time":"NOW","level":"INFO","msg":"Stopped"}
                    """.formatted(exporter.address()));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
