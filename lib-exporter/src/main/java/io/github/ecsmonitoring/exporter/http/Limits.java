package io.github.ecsmonitoring.exporter.http;

import java.util.Map;

/**
 * What the JDK's server grants a client. It reads these system properties once, when it is loaded; one that is set on the command line
 * ({@code -Dsun.net.httpserver.idleInterval=60}) stays.
 *
 * @see <a href="https://docs.oracle.com/en/java/javase/25/docs/api/jdk.httpserver/module-summary.html">Module jdk.httpserver</a>
 */
final class Limits {
    /** Connections that wait to be taken; the JDK's own 50 makes the kernel drop those of a crowd. */
    static final int BACKLOG = 512;

    private static final Map<String, String> OF_THE_JDK = Map.of(
            // Without this a kept-alive connection waits 40 ms for each answer.
            "sun.net.httpserver.nodelay", "true",
            // Seconds until a request must have come, line, headers and body. Also a connection that sends nothing is closed then.
            "sun.net.httpserver.maxReqTime", "5",
            // Seconds until an answer must have been taken: the longest scrape, and 10 more.
            "sun.net.httpserver.maxRspTime", Integer.toString(MetricsServer.LONGEST_SCRAPE_SECONDS + 10),
            // Seconds until a connection is closed that nobody uses: scrapes every 30 s still find theirs open.
            "sun.net.httpserver.idleInterval", "30",
            // Milliseconds between two looks for idle ones. The JDK's 10 s would triple the time of those that send nothing.
            "sun.net.httpserver.clockTick", "1000",
            // Each open connection keeps 40 KiB of buffers once it was used.
            "sun.net.httpserver.maxIdleConnections", "64",
            // Per address. Well below the 4,096 files that a container may have open: the collectors need some too.
            "jdk.httpserver.maxConnections", "1024",
            // Bytes and number: every request under way may hold as much. Prometheus sends 200 bytes in 6 headers.
            "sun.net.httpserver.maxReqHeaderSize", "8192",
            "sun.net.httpserver.maxReqHeaders", "100");

    private Limits() {}

    /** To be called before the first server is made. */
    static void set() {
        OF_THE_JDK.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
    }
}
