package io.github.ecsmonitoring.dashboards.lab;

import java.io.ByteArrayOutputStream;

/** A series that is sampled in a fixed interval and written to a Prometheus. */
record Feed(byte[] labels, Signal signal, int interval, double phase) {
    static Feed of(LabSeries series, int interval, double phase) {
        return new Feed(RemoteWrite.labels(series.labels()), series.signal(), interval, phase);
    }

    /** The time series with the samples of a span of time; without bytes if there are none. */
    byte[] samples(double from, double to) {
        ByteArrayOutputStream series = new ByteArrayOutputStream();
        long first = (long) Math.ceil((from - phase) / interval);
        for (long count = first; count * interval + phase < to; count++) {
            double time = count * interval + phase;
            double value = signal.at(time);
            if (!Signal.isAbsent(value)) {
                if (series.size() == 0) {
                    series.writeBytes(labels);
                }
                RemoteWrite.sample(series, value, Math.round(time * 1000));
            }
        }
        return series.toByteArray();
    }
}
