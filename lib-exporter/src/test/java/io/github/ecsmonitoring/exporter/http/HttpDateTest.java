package io.github.ecsmonitoring.exporter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpDateTest {
    private final HttpDate date = new HttpDate();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            784111777   | Sun, 06 Nov 1994 08:49:37 GMT
            0           | Thu, 01 Jan 1970 00:00:00 GMT
            951825599   | Tue, 29 Feb 2000 11:59:59 GMT
            1798761599  | Thu, 31 Dec 2026 23:59:59 GMT
            """)
    void formatsUnixTime(long unixSecond, String expected) {
        assertThat(date.at(unixSecond)).isEqualTo(expected);
    }

    @Test
    void formatsAllDaysAndMonths() {
        DateTimeFormatter jdk = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", java.util.Locale.ENGLISH)
                .withZone(ZoneOffset.UTC);
        for (long second = 1_763_000_000; second < 1_763_000_000 + 800L * 86_400; second += 86_399) {
            assertThat(date.at(second)).isEqualTo(jdk.format(Instant.ofEpochSecond(second)));
        }
    }

    @Test
    void isFormattedOnceASecond() {
        String text = date.at(784_111_777);
        assertThat(date.at(784_111_777)).isSameAs(text);
        assertThat(date.at(784_111_778)).isEqualTo("Sun, 06 Nov 1994 08:49:38 GMT");
    }
}
