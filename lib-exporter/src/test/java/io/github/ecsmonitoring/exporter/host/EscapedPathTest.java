package io.github.ecsmonitoring.exporter.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EscapedPathTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "/mnt, /mnt",
                "/mnt/my\\040disk, /mnt/my disk",
                "/a\\011b\\012c, `/a\tb\nc`",
                "/run/systemd\\134x2dunit, /run/systemd\\x2dunit",
                "/a\\134040, /a\\040",
                "/a\\043b, /a#b",
                // the bytes of one character
                "/m\\303\\274ll, /müll",
                "/m\\374ll, /m\udcfcll",
                "/datä\\040, `/datä `",
                // none is an escape
                "/a\\04, /a\\04",
                "/a\\080, /a\\080",
                "/a\\400, /a\\400",
                "/a\\, /a\\",
            })
    void decodesOctalDigitsToBytes(String escaped, String path) {
        assertThat(EscapedPath.decode(escaped)).isEqualTo(path);
    }
}
