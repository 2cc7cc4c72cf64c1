package io.github.ecsmonitoring.exporter.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.flags.FlagException;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:9100, 127.0.0.1, 9100",
        "127.0.0.1:0, 127.0.0.1, 0",
        "127.0.0.1:65535, 127.0.0.1, 65535",
        "[::1]:9100, 0:0:0:0:0:0:0:1, 9100",
        "localhost:9100, 127.0.0.1, 9100",
    })
    void parsesHostAndPort(String text, String host, int port) {
        InetSocketAddress address = ListenAddress.parse(text);
        assertThat(address.getAddress().getHostAddress()).isEqualTo(host);
        assertThat(address.getPort()).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(strings = {":9100", "0.0.0.0:9100", "[::]:9100"})
    void parsesWildcardAddresses(String text) {
        assertThat(ListenAddress.parse(text).getAddress().isAnyLocalAddress()).isTrue();
        assertThat(ListenAddress.parse(text).getPort()).isEqualTo(9100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "9100",
                "localhost",
                ":",
                "127.0.0.1:",
                "127.0.0.1:http",
                "127.0.0.1:-1",
                "127.0.0.1:65536",
                ":99999999999",
                "::1:9100",
                "[::1]",
                "127.0.0.1: 9100",
                "http://127.0.0.1:9100",
            })
    void rejectsAnythingElse(String text) {
        assertThatThrownBy(() -> ListenAddress.parse(text))
                .isExactlyInstanceOf(FlagException.class)
                .hasMessage(
                        "--web.listen-address must be ADDRESS:PORT with a port from 0 to 65535, such as :9100 or 127.0.0.1:9100, got '"
                                + text + "'");
    }

    @Test
    void namesTheUnknownHost() {
        assertThatThrownBy(() -> ListenAddress.parse("no-such-host.invalid:9100"))
                .isExactlyInstanceOf(FlagException.class)
                .hasMessage("--web.listen-address no-such-host.invalid:9100: no such host 'no-such-host.invalid'");
    }
}
