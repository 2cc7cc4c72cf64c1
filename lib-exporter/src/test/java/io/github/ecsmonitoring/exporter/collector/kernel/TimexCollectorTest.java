package io.github.ecsmonitoring.exporter.collector.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.Machine;
import io.github.ecsmonitoring.exporter.collector.MachineCollector;
import io.github.ecsmonitoring.exporter.host.io.KernelCalls.Timex;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TimexCollectorTest {

    @Test
    void exposesASynchronizedClockInNanoseconds() throws IOException {
        Timex timex = new Timex(
                0, -1_500_000, 65_536_000, 250_000, 16, 0x2001, 7, 10_000, 131_072, 300, 5, 65_536, 1, 2, 3, 4, 37);
        assertThat(collector(timex).page()).isEqualTo("""
                # HELP node_timex_estimated_error_seconds Estimated error in seconds.
                # TYPE node_timex_estimated_error_seconds gauge
                node_timex_estimated_error_seconds 1.6e-05
                # HELP node_timex_frequency_adjustment_ratio Local clock frequency adjustment.
                # TYPE node_timex_frequency_adjustment_ratio gauge
                node_timex_frequency_adjustment_ratio 1.001
                # HELP node_timex_loop_time_constant Phase-locked loop time constant.
                # TYPE node_timex_loop_time_constant gauge
                node_timex_loop_time_constant 7
                # HELP node_timex_maxerror_seconds Maximum error in seconds.
                # TYPE node_timex_maxerror_seconds gauge
                node_timex_maxerror_seconds 0.25
                # HELP node_timex_offset_seconds Time offset in between local system and reference clock.
                # TYPE node_timex_offset_seconds gauge
                node_timex_offset_seconds -0.0015
                # HELP node_timex_pps_calibration_total Pulse per second count of calibration intervals.
                # TYPE node_timex_pps_calibration_total counter
                node_timex_pps_calibration_total 2
                # HELP node_timex_pps_error_total Pulse per second count of calibration errors.
                # TYPE node_timex_pps_error_total counter
                node_timex_pps_error_total 3
                # HELP node_timex_pps_frequency_hertz Pulse per second frequency.
                # TYPE node_timex_pps_frequency_hertz gauge
                node_timex_pps_frequency_hertz 2e-06
                # HELP node_timex_pps_jitter_seconds Pulse per second jitter.
                # TYPE node_timex_pps_jitter_seconds gauge
                node_timex_pps_jitter_seconds 3e-07
                # HELP node_timex_pps_jitter_total Pulse per second count of jitter limit exceeded events.
                # TYPE node_timex_pps_jitter_total counter
                node_timex_pps_jitter_total 1
                # HELP node_timex_pps_shift_seconds Pulse per second interval duration.
                # TYPE node_timex_pps_shift_seconds gauge
                node_timex_pps_shift_seconds 5
                # HELP node_timex_pps_stability_exceeded_total Pulse per second count of stability limit exceeded events.
                # TYPE node_timex_pps_stability_exceeded_total counter
                node_timex_pps_stability_exceeded_total 4
                # HELP node_timex_pps_stability_hertz Pulse per second stability, average of recent frequency changes.
                # TYPE node_timex_pps_stability_hertz gauge
                node_timex_pps_stability_hertz 1e-06
                # HELP node_timex_status Value of the status array bits.
                # TYPE node_timex_status gauge
                node_timex_status 8193
                # HELP node_timex_sync_status Is clock synchronized to a reliable server (1 = yes, 0 = no).
                # TYPE node_timex_sync_status gauge
                node_timex_sync_status 1
                # HELP node_timex_tai_offset_seconds International Atomic Time (TAI) offset.
                # TYPE node_timex_tai_offset_seconds gauge
                node_timex_tai_offset_seconds 37
                # HELP node_timex_tick_seconds Seconds between clock ticks.
                # TYPE node_timex_tick_seconds gauge
                node_timex_tick_seconds 0.01
                """);
    }

    @Test
    void exposesAnUnsynchronizedClockInMicroseconds() throws IOException {
        Timex timex = new Timex(5, 1_500_000, -65_536, 0, 0, 0x40, 0, 0, 0, 300, 0, 0, 0, 0, 0, 0, 0);
        assertThat(collector(timex).samples()).contains("""
                node_timex_frequency_adjustment_ratio 0.999999
                """, """
                node_timex_offset_seconds 1.5
                """, """
                node_timex_pps_jitter_seconds 0.0003
                """, """
                node_timex_sync_status 0
                """);
    }

    private static MachineCollector collector(Timex timex) {
        return new Machine(Path.of("/unused")).collector((host, out) -> TimexCollector.emit(out, timex));
    }
}
