package io.github.ecsmonitoring.exporter.collector.network;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Packets that IPsec dropped by reason, from {@code /proc/net/xfrm_stat}.
 *
 * <pre>
 * node_xfrm_in_no_states_packets_total 34
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/networking/xfrm_proc.html">Kernel: XFRM proc</a>
 */
public final class XfrmCollector implements Collector {
    private record Metric(String name, String help) {}

    /** By name in the file. */
    private static final Map<String, Metric> METRICS = Map.ofEntries(
            metric("XfrmInError", "in_error", "All errors not matched by other"),
            metric("XfrmInBufferError", "in_buffer_error", "No buffer is left"),
            metric("XfrmInHdrError", "in_hdr_error", "Header error"),
            metric(
                    "XfrmInNoStates",
                    "in_no_states",
                    "No state is found i.e. Either inbound SPI, address, or IPsec protocol at SA is wrong"),
            metric(
                    "XfrmInStateProtoError",
                    "in_state_proto_error",
                    "Transformation protocol specific error e.g. SA key is wrong"),
            metric("XfrmInStateModeError", "in_state_mode_error", "Transformation mode specific error"),
            metric("XfrmInStateSeqError", "in_state_seq_error", "Sequence error i.e. Sequence number is out of window"),
            metric("XfrmInStateExpired", "in_state_expired", "State is expired"),
            metric(
                    "XfrmInStateMismatch",
                    "in_state_mismatch",
                    "State has mismatch option e.g. UDP encapsulation type is mismatch"),
            metric("XfrmInStateInvalid", "in_state_invalid", "State is invalid"),
            metric(
                    "XfrmInTmplMismatch",
                    "in_tmpl_mismatch",
                    "No matching template for states e.g. Inbound SAs are correct but SP rule is wrong"),
            metric(
                    "XfrmInNoPols",
                    "in_no_pols",
                    "No policy is found for states e.g. Inbound SAs are correct but no SP is found"),
            metric("XfrmInPolBlock", "in_pol_block", "Policy discards"),
            metric("XfrmInPolError", "in_pol_error", "Policy error"),
            metric("XfrmOutError", "out_error", "All errors which is not matched others"),
            metric("XfrmOutBundleGenError", "out_bundle_gen_error", "Bundle generation error"),
            metric("XfrmOutBundleCheckError", "out_bundle_check_error", "Bundle check error"),
            metric("XfrmOutNoStates", "out_no_states", "No state is found"),
            metric("XfrmOutStateProtoError", "out_state_proto_error", "Transformation protocol specific error"),
            metric("XfrmOutStateModeError", "out_state_mode_error", "Transformation mode specific error"),
            metric("XfrmOutStateSeqError", "out_state_seq_error", "Sequence error i.e. Sequence number overflow"),
            metric("XfrmOutStateExpired", "out_state_expired", "State is expired"),
            metric("XfrmOutPolBlock", "out_pol_block", "Policy discards"),
            metric("XfrmOutPolDead", "out_pol_dead", "Policy is dead"),
            metric("XfrmOutPolError", "out_pol_error", "Policy error"),
            metric("XfrmFwdHdrError", "fwd_hdr_error", "Forward routing of a packet is not allowed"),
            metric("XfrmOutStateInvalid", "out_state_invalid", "State is invalid, perhaps expired"),
            metric("XfrmAcquireError", "acquire_error", "State hasn’t been fully acquired before use"));

    /** The counters by name in the file. */
    static Map<String, Double> parse(KernelText text) throws IOException {
        Map<String, Double> counters = new LinkedHashMap<>();
        text.eachLine(() -> counters.put(text.nextString(), text.nextUnsigned()));
        return counters;
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        parse(host.proc("net/xfrm_stat")).forEach((name, value) -> {
            Metric metric = METRICS.get(name);
            if (metric != null) {
                out.counter(metric.name, metric.help, value);
            }
        });
    }

    private static Map.Entry<String, Metric> metric(String field, String name, String help) {
        return Map.entry(field, new Metric("node_xfrm_" + name + "_packets_total", help));
    }
}
