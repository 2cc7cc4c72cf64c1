package io.github.ecsmonitoring.exporter.collector.kernel;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.io.ErrnoException;
import io.github.ecsmonitoring.exporter.host.io.KernelCalls.Timex;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import io.github.ecsmonitoring.exporter.scrape.NoDataException;
import java.io.IOException;

/**
 * The synchronization of the clock by NTP, from adjtimex(2). Container runtimes deny the call without the capability
 * {@code SYS_TIME}; the collector then reports no data.
 *
 * <pre>
 * node_timex_sync_status 1
 * node_timex_offset_seconds 1.7e-05
 * </pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/adjtimex.2.html">adjtimex(2)</a>
 */
public final class TimexCollector implements Collector {
    private static final int NOT_SYNCHRONIZED = 5;
    private static final int IN_NANOSECONDS = 0x2000;
    private static final double NANOSECONDS = 1_000_000_000;
    private static final double MICROSECONDS = 1_000_000;
    /** Parts per million with 16 fractional bits. */
    private static final double SCALED_PPM = 1_000_000.0 * 65_536;

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        try {
            emit(out, host.calls().adjtimex());
        } catch (ErrnoException e) {
            throw e.isForbidden() ? new NoDataException("adjtimex: " + e.getMessage()) : e;
        }
    }

    static void emit(MetricSink out, Timex timex) {
        double unit = (timex.status() & IN_NANOSECONDS) != 0 ? NANOSECONDS : MICROSECONDS;
        out.gauge(
                "node_timex_sync_status",
                "Is clock synchronized to a reliable server (1 = yes, 0 = no).",
                timex.state() == NOT_SYNCHRONIZED ? 0 : 1);
        out.gauge(
                "node_timex_offset_seconds",
                "Time offset in between local system and reference clock.",
                timex.offset() / unit);
        out.gauge(
                "node_timex_frequency_adjustment_ratio",
                "Local clock frequency adjustment.",
                1 + timex.frequency() / SCALED_PPM);
        out.gauge("node_timex_maxerror_seconds", "Maximum error in seconds.", timex.maximumError() / MICROSECONDS);
        out.gauge(
                "node_timex_estimated_error_seconds",
                "Estimated error in seconds.",
                timex.estimatedError() / MICROSECONDS);
        out.gauge("node_timex_status", "Value of the status array bits.", timex.status());
        out.gauge("node_timex_loop_time_constant", "Phase-locked loop time constant.", timex.timeConstant());
        out.gauge("node_timex_tick_seconds", "Seconds between clock ticks.", timex.tick() / MICROSECONDS);
        out.gauge("node_timex_tai_offset_seconds", "International Atomic Time (TAI) offset.", timex.taiOffset());
        emitPulse(out, timex, unit);
    }

    private static void emitPulse(MetricSink out, Timex timex, double unit) {
        out.gauge("node_timex_pps_frequency_hertz", "Pulse per second frequency.", timex.pulseFrequency() / SCALED_PPM);
        out.gauge("node_timex_pps_jitter_seconds", "Pulse per second jitter.", timex.jitter() / unit);
        out.gauge("node_timex_pps_shift_seconds", "Pulse per second interval duration.", timex.shift());
        out.gauge(
                "node_timex_pps_stability_hertz",
                "Pulse per second stability, average of recent frequency changes.",
                timex.stability() / SCALED_PPM);
        out.counter(
                "node_timex_pps_jitter_total",
                "Pulse per second count of jitter limit exceeded events.",
                timex.jitterExceeded());
        out.counter(
                "node_timex_pps_calibration_total",
                "Pulse per second count of calibration intervals.",
                timex.calibrations());
        out.counter(
                "node_timex_pps_error_total",
                "Pulse per second count of calibration errors.",
                timex.calibrationErrors());
        out.counter(
                "node_timex_pps_stability_exceeded_total",
                "Pulse per second count of stability limit exceeded events.",
                timex.stabilityExceeded());
    }
}
