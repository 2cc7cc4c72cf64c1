package io.github.ecsmonitoring.exporter.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.host.SysFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelValueTest {

    @Test
    void showsARunOfOtherBytesAsOneMark() {
        assertThat(decode("61ff62")).isEqualTo("a\ufffdb");
        assertThat(decode("61fffefd62")).isEqualTo("a\ufffdb");
        assertThat(decode("e28261")).isEqualTo("\ufffda");
        assertThat(decode("e282ffe282")).isEqualTo("\ufffd");
        assertThat(decode("ff61ff")).isEqualTo("\ufffda\ufffd");
        assertThat(decode("")).isEmpty();
    }

    @Test
    void keepsWhatIsUtf8() {
        assertThat(decode("c3a9f09f90b3")).isEqualTo("é🐳");
        String marks = "x\ufffd\ufffd";
        assertThat(LabelValue.decode(marks.getBytes(StandardCharsets.UTF_8))).isEqualTo(marks);
        assertThat(decode("efbfbdffefbfbd")).isEqualTo("\ufffd\ufffd\ufffd");
    }

    @Test
    void readsAFileWithoutTheBlanksAroundIt(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("model"), "  m7i \n");
        assertThat(LabelValue.find(new SysFolder(folder), "model")).contains("m7i");
        assertThat(LabelValue.find(new SysFolder(folder), "serial")).isEmpty();
    }

    private static String decode(String bytes) {
        return LabelValue.decode(HexFormat.of().parseHex(bytes));
    }
}
