package io.github.ecsmonitoring.exporter.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IpTextTest {

    @ParameterizedTest
    @CsvSource({
        "00000000, 0.0.0.0",
        "c0000201, 192.0.2.1",
        "ffffffff, 255.255.255.255",
        "00000000000000000000000000000000, ::",
        "00000000000000000000000000000001, ::1",
        "fe800000000000000000000000000000, fe80::",
        "20010db8000000000000000000000001, 2001:db8::1",
        "20010db8000000010000000000000001, 2001:db8:0:1::1",
        "20010db8000000000001000000000001, 2001:db8::1:0:0:1",
        "20010db8000100010001000100000001, 2001:db8:1:1:1:1:0:1",
        "00010002000300040005000600070008, 1:2:3:4:5:6:7:8",
        "00000000000000000000ffffc0000201, 192.0.2.1",
        "0102, ?0102",
    })
    void writesAddressesAsGoDoes(String bytes, String text) {
        assertThat(IpText.of(HexFormat.of().parseHex(bytes))).isEqualTo(text);
    }
}
