package io.github.ecsmonitoring.dashboards.lab;

import java.io.IOException;
import java.util.List;

/** Writes feeds in requests of some megabytes, oldest samples first. */
record HistoryWriter(PrometheusServer server) {
    private static final int REQUEST_BYTES = 4_000_000;
    /** Samples of ten minutes share the labels of one request. */
    private static final int SPAN = 600;

    void write(List<Feed> feeds, double from, double to) throws IOException, InterruptedException {
        for (double start = from; start < to; start += SPAN) {
            RemoteWrite request = new RemoteWrite();
            for (Feed feed : feeds) {
                byte[] samples = feed.samples(start, Math.min(start + SPAN, to));
                if (samples.length > 0) {
                    request.add(samples);
                }
                if (request.size() > REQUEST_BYTES) {
                    server.write(request.body());
                    request = new RemoteWrite();
                }
            }
            if (request.size() > 0) {
                server.write(request.body());
            }
        }
    }
}
