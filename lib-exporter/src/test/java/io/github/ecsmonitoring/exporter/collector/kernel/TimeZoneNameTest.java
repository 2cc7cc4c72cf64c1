package io.github.ecsmonitoring.exporter.collector.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeZoneNameTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UTC0                                   | 0      | UTC",
                "CET-1CEST,M3.5.0,M10.5.0/3             | 3600   | CET",
                "CET-1CEST,M3.5.0,M10.5.0/3             | 7200   | CEST",
                "EST5EDT,M3.2.0,M11.1.0                 | -18000 | EST",
                "EST5EDT,M3.2.0,M11.1.0                 | -14400 | EDT",
                "IST-1GMT0,M10.5.0,M3.5.0/1             | 0      | GMT",
                "IST-1GMT0,M10.5.0,M3.5.0/1             | 3600   | IST",
                "IST-5:30                               | 19800  | IST",
                "<+06>-6                                | 21600  | +06",
                "<-03>3                                 | -10800 | -03",
                "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0   | 37800  | +1030",
                "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0   | 39600  | +11",
                "CET-2<x                                | 3600   | CET",
            })
    void isTheNameOfTheOffset(String rule, int offset, String name) {
        assertThat(parse("TZif2\0\0\n\0" + "\n" + rule + "\n", offset)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "TZif", "TZif\n", "TZif2\0\n\n", "x\nCET-1\n", "TZif\nCET-1", "TZif2\n<\n"})
    void isEmptyForAFileWithoutARule(String file) {
        assertThat(parse(file, 3600)).isEmpty();
    }

    private static String parse(String file, int offset) {
        return TimeZoneName.parse(file.getBytes(StandardCharsets.ISO_8859_1), offset);
    }
}
