package io.github.ecsmonitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;

class ExamplesTest {
    private static final Path FOLDER = Path.of("test/examples/com/example");

    @ParameterizedTest
    @EnumSource
    void templatesAreAsCommitted(Examples example) throws Exception {
        App app = Synth.app();
        example.create(app);
        for (Stack stack : Examples.stacks(app)) {
            Snapshot.assertTemplate(
                    "examples/" + example.folder() + "/"
                            + stack.getNode().getPath().replace('/', '-'),
                    stack);
        }
    }

    @Test
    void eachFileIsAnExampleAndHasASectionInTheManual() throws Exception {
        String manual = Files.readString(Path.of("docs/examples.md"));
        for (Examples example : Examples.values()) {
            assertThat(manual).contains("../test/examples/com/example/" + example.folder() + "/");
        }
        try (Stream<Path> folders = Files.list(FOLDER)) {
            assertThat(folders.map(folder -> folder.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.of(Examples.values()).map(Examples::folder).toList());
        }
    }

    /** A reader should be able to copy one file. */
    @ParameterizedTest
    @EnumSource
    void fileUsesOnlyThePublicApi(Examples example) throws Exception {
        try (Stream<Path> files = Files.list(FOLDER.resolve(example.folder()))) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            assertThat(Files.readString(all.get(0)))
                    .doesNotContain("io.github.ecsmonitoring.internal")
                    .contains("public static void main");
        }
    }
}
