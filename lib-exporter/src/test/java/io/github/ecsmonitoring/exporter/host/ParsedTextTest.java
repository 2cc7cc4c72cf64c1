package io.github.ecsmonitoring.exporter.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParsedTextTest {
    private final ParsedText<List<String>> names =
            new ParsedText<>(text -> List.of(text.firstLine().nextString()));

    @Test
    void returnsTheSameObjectForTheSameText() throws IOException {
        List<String> first = names.parse(text("xfs"));
        assertThat(first).containsExactly("xfs");
        assertThat(names.parse(text("xfs"))).isSameAs(first);
    }

    @Test
    void parsesATextThatHasChanged() throws IOException {
        names.parse(text("xfs"));
        assertThat(names.parse(text("ext4"))).containsExactly("ext4");
        assertThat(names.parse(text("xfs"))).containsExactly("xfs");
    }

    @Test
    void failsOnAMalformedTextEachTimeAndKeepsTheLastObject() throws IOException {
        List<String> first = names.parse(text("xfs"));
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> names.parse(text("")))
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessage("/f: the file is empty");
        }
        assertThat(names.parse(text("xfs"))).isSameAs(first);
    }

    private static KernelText text(String text) {
        return KernelText.of("/f", text);
    }
}
