package io.github.ecsmonitoring.exporter.collector.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.collector.Machine;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class XfrmCollectorTest {
    static final String TEXT = """
            XfrmInError             	1
            XfrmInBufferError       	12
            XfrmInHdrError          	23
            XfrmInNoStates          	34
            XfrmInStateProtoError   	45
            XfrmInStateModeError    	56
            XfrmInStateSeqError     	67
            XfrmInStateExpired      	78
            XfrmInStateMismatch     	89
            XfrmInStateInvalid      	100
            XfrmInTmplMismatch      	111
            XfrmInNoPols            	122
            XfrmInPolBlock          	133
            XfrmInPolError          	144
            XfrmOutError            	155
            XfrmOutBundleGenError   	166
            XfrmOutBundleCheckError 	177
            XfrmOutNoStates         	188
            XfrmOutStateProtoError  	199
            XfrmOutStateModeError   	210
            XfrmOutStateSeqError    	221
            XfrmOutStateExpired     	232
            XfrmOutPolBlock         	243
            XfrmOutPolDead          	254
            XfrmOutPolError         	265
            XfrmFwdHdrError         	276
            XfrmOutStateInvalid     	287
            XfrmAcquireError        	298
            XfrmOutStateDirError    	9
            """;

    @TempDir
    Path folder;

    @Test
    void showsDroppedPacketsByReason() throws IOException {
        Machine machine = new Machine(folder).with("proc/net/xfrm_stat", TEXT);
        assertThat(machine.collector(new XfrmCollector()).page()).isEqualTo("""
                # HELP node_xfrm_acquire_error_packets_total State hasn’t been fully acquired before use
                # TYPE node_xfrm_acquire_error_packets_total counter
                node_xfrm_acquire_error_packets_total 298
                # HELP node_xfrm_fwd_hdr_error_packets_total Forward routing of a packet is not allowed
                # TYPE node_xfrm_fwd_hdr_error_packets_total counter
                node_xfrm_fwd_hdr_error_packets_total 276
                # HELP node_xfrm_in_buffer_error_packets_total No buffer is left
                # TYPE node_xfrm_in_buffer_error_packets_total counter
                node_xfrm_in_buffer_error_packets_total 12
                # HELP node_xfrm_in_error_packets_total All errors not matched by other
                # TYPE node_xfrm_in_error_packets_total counter
                node_xfrm_in_error_packets_total 1
                # HELP node_xfrm_in_hdr_error_packets_total Header error
                # TYPE node_xfrm_in_hdr_error_packets_total counter
                node_xfrm_in_hdr_error_packets_total 23
                # HELP node_xfrm_in_no_pols_packets_total No policy is found for states e.g. Inbound SAs are correct but no SP is found
                # TYPE node_xfrm_in_no_pols_packets_total counter
                node_xfrm_in_no_pols_packets_total 122
                # HELP node_xfrm_in_no_states_packets_total No state is found i.e. Either inbound SPI, address, or IPsec protocol at SA is wrong
                # TYPE node_xfrm_in_no_states_packets_total counter
                node_xfrm_in_no_states_packets_total 34
                # HELP node_xfrm_in_pol_block_packets_total Policy discards
                # TYPE node_xfrm_in_pol_block_packets_total counter
                node_xfrm_in_pol_block_packets_total 133
                # HELP node_xfrm_in_pol_error_packets_total Policy error
                # TYPE node_xfrm_in_pol_error_packets_total counter
                node_xfrm_in_pol_error_packets_total 144
                # HELP node_xfrm_in_state_expired_packets_total State is expired
                # TYPE node_xfrm_in_state_expired_packets_total counter
                node_xfrm_in_state_expired_packets_total 78
                # HELP node_xfrm_in_state_invalid_packets_total State is invalid
                # TYPE node_xfrm_in_state_invalid_packets_total counter
                node_xfrm_in_state_invalid_packets_total 100
                # HELP node_xfrm_in_state_mismatch_packets_total State has mismatch option e.g. UDP encapsulation type is mismatch
                # TYPE node_xfrm_in_state_mismatch_packets_total counter
                node_xfrm_in_state_mismatch_packets_total 89
                # HELP node_xfrm_in_state_mode_error_packets_total Transformation mode specific error
                # TYPE node_xfrm_in_state_mode_error_packets_total counter
                node_xfrm_in_state_mode_error_packets_total 56
                # HELP node_xfrm_in_state_proto_error_packets_total Transformation protocol specific error e.g. SA key is wrong
                # TYPE node_xfrm_in_state_proto_error_packets_total counter
                node_xfrm_in_state_proto_error_packets_total 45
                # HELP node_xfrm_in_state_seq_error_packets_total Sequence error i.e. Sequence number is out of window
                # TYPE node_xfrm_in_state_seq_error_packets_total counter
                node_xfrm_in_state_seq_error_packets_total 67
                # HELP node_xfrm_in_tmpl_mismatch_packets_total No matching template for states e.g. Inbound SAs are correct but SP rule is wrong
                # TYPE node_xfrm_in_tmpl_mismatch_packets_total counter
                node_xfrm_in_tmpl_mismatch_packets_total 111
                # HELP node_xfrm_out_bundle_check_error_packets_total Bundle check error
                # TYPE node_xfrm_out_bundle_check_error_packets_total counter
                node_xfrm_out_bundle_check_error_packets_total 177
                # HELP node_xfrm_out_bundle_gen_error_packets_total Bundle generation error
                # TYPE node_xfrm_out_bundle_gen_error_packets_total counter
                node_xfrm_out_bundle_gen_error_packets_total 166
                # HELP node_xfrm_out_error_packets_total All errors which is not matched others
                # TYPE node_xfrm_out_error_packets_total counter
                node_xfrm_out_error_packets_total 155
                # HELP node_xfrm_out_no_states_packets_total No state is found
                # TYPE node_xfrm_out_no_states_packets_total counter
                node_xfrm_out_no_states_packets_total 188
                # HELP node_xfrm_out_pol_block_packets_total Policy discards
                # TYPE node_xfrm_out_pol_block_packets_total counter
                node_xfrm_out_pol_block_packets_total 243
                # HELP node_xfrm_out_pol_dead_packets_total Policy is dead
                # TYPE node_xfrm_out_pol_dead_packets_total counter
                node_xfrm_out_pol_dead_packets_total 254
                # HELP node_xfrm_out_pol_error_packets_total Policy error
                # TYPE node_xfrm_out_pol_error_packets_total counter
                node_xfrm_out_pol_error_packets_total 265
                # HELP node_xfrm_out_state_expired_packets_total State is expired
                # TYPE node_xfrm_out_state_expired_packets_total counter
                node_xfrm_out_state_expired_packets_total 232
                # HELP node_xfrm_out_state_invalid_packets_total State is invalid, perhaps expired
                # TYPE node_xfrm_out_state_invalid_packets_total counter
                node_xfrm_out_state_invalid_packets_total 287
                # HELP node_xfrm_out_state_mode_error_packets_total Transformation mode specific error
                # TYPE node_xfrm_out_state_mode_error_packets_total counter
                node_xfrm_out_state_mode_error_packets_total 210
                # HELP node_xfrm_out_state_proto_error_packets_total Transformation protocol specific error
                # TYPE node_xfrm_out_state_proto_error_packets_total counter
                node_xfrm_out_state_proto_error_packets_total 199
                # HELP node_xfrm_out_state_seq_error_packets_total Sequence error i.e. Sequence number overflow
                # TYPE node_xfrm_out_state_seq_error_packets_total counter
                node_xfrm_out_state_seq_error_packets_total 221
                """);
    }

    @Test
    void omitsCountersThatFileLacks() throws IOException {
        Machine machine = new Machine(folder).with("proc/net/xfrm_stat", "XfrmInError 18446744073709551615\r\n");
        assertThat(machine.collector(new XfrmCollector()).samples())
                .isEqualTo("node_xfrm_in_error_packets_total 1.8446744073709552e+19\n");
    }

    @Test
    void failsWithoutIpsec() {
        Machine machine = new Machine(folder);
        assertThatThrownBy(() -> machine.collector(new XfrmCollector()).page())
                .isExactlyInstanceOf(NoSuchFileException.class)
                .hasMessage(folder + "/proc/net/xfrm_stat");
    }

    @Test
    void leavesOutMissingAndMalformedValues() throws IOException {
        assertLeavesOut(
                "XfrmInError\n",
                "xfrm_stat:1: expected an unsigned number, got the end of the line in \"XfrmInError\"");
        assertLeavesOut("XfrmInError x\n", "xfrm_stat:1: expected an unsigned number, got \"x\" in \"XfrmInError x\"");
    }

    private void assertLeavesOut(String text, String message) throws IOException {
        Machine machine = new Machine(folder).with("proc/net/xfrm_stat", text);
        assertThat(machine.collector(new XfrmCollector()).error()).isEqualTo(folder + "/proc/net/" + message);
    }
}
