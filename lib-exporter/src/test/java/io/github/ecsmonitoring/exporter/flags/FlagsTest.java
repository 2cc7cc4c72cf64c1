package io.github.ecsmonitoring.exporter.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlagsTest {
    private enum Level {
        INFO,
        ERROR
    }

    private final Flags flags = new Flags();
    private final Flag<String> procfs = flags.text("path.procfs", "/proc", "procfs mountpoint.");
    private final Flag<List<String>> addresses =
            flags.texts("web.listen-address", List.of(":9100"), "Addresses. Repeatable.");
    private final Flag<Integer> requests = flags.number("web.max-requests", 40, "Maximum number. Use 0 to disable.");
    private final Flag<Boolean> uname = flags.toggle("collector.uname", true, "Enable the uname collector.");
    private final Flag<Boolean> info = flags.toggle("collector.cpu.info", false, "Enables metric cpu_info");
    private final Flag<Level> level = flags.choice("log.level", Level.INFO, "Only messages with this severity.");

    @TempDir
    Path folder;

    @Test
    void keepsTheDefaultsOfFlagsThatAreNotGiven() {
        parse();
        assertThat(procfs.value()).isEqualTo("/proc");
        assertThat(addresses.value()).containsExactly(":9100");
        assertThat(requests.value()).isEqualTo(40);
        assertThat(uname.value()).isTrue();
        assertThat(info.value()).isFalse();
        assertThat(level.value()).isEqualTo(Level.INFO);
        assertThat(procfs.isGiven() || addresses.isGiven() || requests.isGiven() || uname.isGiven() || level.isGiven())
                .isFalse();
    }

    @Test
    void acceptsAValueAfterAnEqualsSignOrAsTheNextArgument() {
        parse("--path.procfs=/host/proc", "--web.max-requests", "0", "--log.level=error");
        assertThat(procfs.value()).isEqualTo("/host/proc");
        assertThat(requests.value()).isZero();
        assertThat(level.value()).isEqualTo(Level.ERROR);
        assertThat(procfs.isGiven() && requests.isGiven() && level.isGiven()).isTrue();
    }

    @Test
    void acceptsEmptyValuesAndValuesWithAnEqualsSign() {
        parse("--path.procfs=a=b", "--web.listen-address=");
        assertThat(procfs.value()).isEqualTo("a=b");
        assertThat(addresses.value()).containsExactly("");
    }

    @Test
    void switchesTogglesOnAndOff() {
        parse("--no-collector.uname", "--collector.cpu.info");
        assertThat(uname.value()).isFalse();
        assertThat(info.value()).isTrue();
        assertThat(uname.isGiven() && info.isGiven()).isTrue();
    }

    @Test
    void replacesTheDefaultOfAFlagThatIsNotGiven() {
        parse("--collector.uname");
        uname.otherwise(false);
        level.otherwise(Level.ERROR);
        assertThat(uname.value()).isTrue();
        assertThat(level.value()).isEqualTo(Level.ERROR);
        assertThat(level.isGiven()).isFalse();
    }

    @Test
    void joinsTheValuesOfARepeatableFlagWithoutItsDefault() {
        parse("--web.listen-address=127.0.0.1:1", "--web.listen-address", "[::1]:2");
        assertThat(addresses.value()).containsExactly("127.0.0.1:1", "[::1]:2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --nope                                   | unknown long flag '--nope', try --help
            --nope=1                                 | unknown long flag '--nope', try --help
            --=x                                     | unknown long flag '--', try --help
            --no-path.procfs                         | unknown long flag '--no-path.procfs', try --help
            --no-collector.nope                      | unknown long flag '--no-collector.nope', try --help
            --Path.procfs=x                          | unknown long flag '--Path.procfs', try --help
            -x                                       | unknown short flag '-x', try --help
            -path.procfs=x                           | unknown short flag '-path.procfs=x', try --help
            foo                                      | unexpected foo, try --help
            --path.procfs a b                        | unexpected b, try --help
            --collector.uname=false                  | unexpected false, try --help
            --collector.uname=                       | unexpected , try --help
            --no-collector.uname=true                | unexpected true, try --help
            --collector.uname false                  | unexpected false, try --help
            --path.procfs                            | expected argument for flag '--path.procfs', try --help
            --path.procfs --collector.uname          | expected argument for flag '--path.procfs', try --help
            --path.procfs -x                         | expected argument for flag '--path.procfs', try --help
            --path.procfs=a --path.procfs b          | flag 'path.procfs' cannot be repeated, try --help
            --collector.uname --collector.uname      | flag 'collector.uname' cannot be repeated, try --help
            --collector.uname --no-collector.uname   | flag 'collector.uname' cannot be repeated, try --help
            --web.max-requests=x                     | flag 'web.max-requests' must be a whole number of at least 0, got 'x'
            --web.max-requests=                      | flag 'web.max-requests' must be a whole number of at least 0, got ''
            --web.max-requests=-1                    | flag 'web.max-requests' must be a whole number of at least 0, got '-1'
            --web.max-requests=1.5                   | flag 'web.max-requests' must be a whole number of at least 0, got '1.5'
            --web.max-requests=2147483648            | flag 'web.max-requests' must be a whole number of at least 0, got '2147483648'
            --log.level=loud                         | flag 'log.level' must be one of info,error, got 'loud'
            --log.level=INFO                         | flag 'log.level' must be one of info,error, got 'INFO'
            """)
    void rejectsACommandLine(String commandLine, String message) {
        assertThatThrownBy(() -> parse(commandLine.split(" ")))
                .isExactlyInstanceOf(FlagException.class)
                .hasMessage(message);
    }

    @Test
    void expandsAnArgumentFile() throws IOException {
        Path file = Files.writeString(folder.resolve("arguments"), """
                # where the host is
                --path.procfs=/host/proc with blanks

                --web.listen-address
                :1
                  \t
                --no-collector.uname
                """);
        parse("--web.listen-address=:0", "@" + file, "--web.listen-address=:2");
        assertThat(procfs.value()).isEqualTo("/host/proc with blanks");
        assertThat(addresses.value()).containsExactly(":0", ":1", ":2");
        assertThat(uname.value()).isFalse();
    }

    @Test
    void reportsAnUnreadableArgumentFile() {
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> parse("@" + missing))
                .isExactlyInstanceOf(FlagException.class)
                .hasMessage("cannot read the argument file '" + missing + "': java.nio.file.NoSuchFileException: "
                        + missing);
        assertThatThrownBy(() -> parse("@"))
                .isExactlyInstanceOf(FlagException.class)
                .hasMessage("unexpected @, try --help");
    }

    @Test
    void listsEveryFlagWithItsDefaultInTheHelp() {
        assertThat(flags.help("node-exporter")).isEqualTo("""
                usage: node-exporter [<flags>]

                Flags:
                  --path.procfs="/proc"
                        procfs mountpoint.
                  --web.listen-address=:9100
                        Addresses. Repeatable.
                  --web.max-requests="40"
                        Maximum number. Use 0 to disable.
                  --[no-]collector.uname
                        Enable the uname collector.
                  --[no-]collector.cpu.info
                        Enables metric cpu_info
                  --log.level=info
                        Only messages with this severity.
                """);
    }

    @Test
    void rejectsADuplicateDeclaration() {
        assertThatThrownBy(() -> flags.text("path.procfs", "", ""))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("flag 'path.procfs' is declared twice");
    }

    private void parse(String... arguments) {
        flags.parse(List.of(arguments));
    }

    @Test
    void omitsAHiddenFlagFromTheHelp() {
        Flags flags = new Flags();
        Flag<String> old = flags.hiddenText("old-name", "DEPRECATED");
        assertThat(flags.help("program")).doesNotContain("old-name");
        assertThat(old.value()).isEmpty();
        flags.parse(List.of("--old-name=x"));
        assertThat(old.value()).isEqualTo("x");
    }
}
