package io.github.ecsmonitoring.exporter.collector.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.flags.FlagException;
import io.github.ecsmonitoring.exporter.flags.Flags;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class NameFilterTest {

    @Test
    void excludesNamesByDefault() {
        NameFilter filter = filter();
        assertThat(filter.shows("vda")).isTrue();
        assertThat(filter.shows("loop0")).isFalse();
        assertThat(filter.shows("loop0")).as("the cached result").isFalse();
    }

    @Test
    void replacesTheDefaultWithAnExclude() {
        NameFilter filter = filter("--d.device-exclude=^vd");
        assertThat(filter.shows("vda")).isFalse();
        assertThat(filter.shows("loop0")).isTrue();
    }

    @Test
    void replacesTheDefaultWithAnInclude() {
        NameFilter filter = filter("--d.device-include=0$");
        assertThat(filter.shows("loop0")).isTrue();
        assertThat(filter.shows("vda")).isFalse();
    }

    @Test
    void matchesAPartOfTheNameUnlessAnchored() {
        NameFilter filter = filter("--d.device-include=eth");
        assertThat(filter.shows("veth1")).isTrue();
        assertThat(filter("--d.device-include=^eth").shows("veth1")).isFalse();
    }

    @Test
    void excludesNothingWithAnEmptyExclude() {
        assertThat(filter("--d.device-exclude=").shows("loop0")).isTrue();
    }

    @Test
    void acceptsAnIncludeWithAnEmptyExclude() {
        NameFilter filter = filter("--d.device-exclude=", "--d.device-include=loop");
        assertThat(filter.shows("loop0")).isTrue();
        assertThat(filter.shows("vda")).isFalse();
    }

    @Test
    void rejectsAnIncludeTogetherWithAnExclude() {
        assertThatThrownBy(() -> filter("--d.device-include=a", "--d.device-exclude=b"))
                .isExactlyInstanceOf(FlagException.class)
                .hasMessage("--d.device-exclude and --d.device-include are mutually exclusive");
    }

    @Test
    void rejectsMalformedExpressions() {
        assertThatThrownBy(() -> filter("--d.device-exclude=a(b"))
                .isExactlyInstanceOf(FlagException.class)
                .hasMessage("--d.device-exclude takes a regular expression (RE2), got 'a(b': missing closing ): `a(b`");
        assertThatThrownBy(() -> filter("--d.device-include=*"))
                .isExactlyInstanceOf(FlagException.class)
                .hasMessage(
                        "--d.device-include takes a regular expression (RE2), got '*': missing argument to repetition operator: `*`");
    }

    @Test
    void supportsGoSyntax() {
        assertThat(filter("--d.device-include=^[[:alpha:]]+$").shows("veth")).isTrue();
        assertThat(filter("--d.device-include=^[[:alpha:]]+$").shows("veth1")).isFalse();
        assertThat(filter("--d.device-include=^(?P<kind>v)").shows("veth1")).isTrue();
        assertThat(filter("--d.device-include=h$").shows("veth\n")).isFalse();
    }

    @Test
    void givesTheSameResultForMoreNamesThanTheCacheHolds() {
        NameFilter filter = filter("--d.device-exclude=7$");
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 10_000; i++) {
                assertThat(filter.shows("veth" + i)).isEqualTo(i % 10 != 7);
            }
        }
    }

    @Test
    void returnsNullWhenTheLoneIncludeIsAbsent() {
        Flags flags = new Flags();
        Supplier<NameFilter> words = NameFilter.declareInclude(flags, "cpu.flags-include", "flags");
        flags.parse(List.of());
        assertThat(words.get()).isNull();
    }

    @Test
    void selectsNamesThatALoneIncludeMatches() {
        Flags flags = new Flags();
        Supplier<NameFilter> words = NameFilter.declareInclude(flags, "cpu.flags-include", "flags");
        flags.parse(List.of("--cpu.flags-include=^sse"));
        assertThat(words.get().shows("sse2")).isTrue();
        assertThat(words.get().shows("avx")).isFalse();
    }

    @Test
    void selectsNamesThatASingleFlagMatches() {
        Flags flags = new Flags();
        Supplier<NameFilter> fields = NameFilter.declareOne(flags, "vm.fields", "^oom", "Fields.");
        flags.parse(List.of());
        assertThat(fields.get().shows("oom_kill")).isTrue();
        assertThat(fields.get().shows("pgfault")).isFalse();
        flags.parse(List.of("--vm.fields="));
        assertThat(fields.get().shows("pgfault"))
                .as("an empty expression matches every name")
                .isTrue();
    }

    private static NameFilter filter(String... commandLine) {
        Flags flags = new Flags();
        Supplier<NameFilter> filter = NameFilter.declare(flags, "d.device", "devices", "^loop\\d+$");
        flags.parse(List.of(commandLine));
        return filter.get();
    }
}
