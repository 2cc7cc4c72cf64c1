package io.github.ecsmonitoring.exporter.collector.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.flags.FlagException;
import io.github.ecsmonitoring.exporter.flags.Flags;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Declarations of two expressions that apply together, and of one for names to ignore. */
class NameFilterPairTest {

    @Test
    void selectsNamesThatPassBothExpressions() {
        assertThat(shown(flags -> NameFilter.declareBoth(flags, "x", "things", "x")))
                .isEqualTo("lo eth0 eth1");
        assertThat(shown(flags -> NameFilter.declareBoth(flags, "x", "things", "x"), "--x-include=eth"))
                .isEqualTo("eth0 eth1");
        assertThat(shown(
                        flags -> NameFilter.declareBoth(flags, "x", "things", "x"),
                        "--x-include=eth",
                        "--x-exclude=1$"))
                .isEqualTo("eth0");
    }

    @Test
    void selectsNamesThatAreNotIgnored() {
        assertThat(shown(flags -> NameFilter.declareIgnored(flags, "x", "help")))
                .isEqualTo("lo eth0 eth1");
        assertThat(shown(flags -> NameFilter.declareIgnored(flags, "x", "help"), "--x=^eth"))
                .isEqualTo("lo");
        assertThat(shown(flags -> NameFilter.declareIgnored(flags, "x", "help"), "--x="))
                .as("as in Go, an empty expression matches every name")
                .isEmpty();
    }

    @Test
    void reportsTheFlagOfAMalformedExpression() {
        assertThatThrownBy(() -> shown(flags -> NameFilter.declareIgnored(flags, "x", "help"), "--x=("))
                .isInstanceOf(FlagException.class)
                .hasMessageStartingWith("--x takes a regular expression (RE2), got '('");
    }

    private static String shown(Function<Flags, Supplier<NameFilter>> declaration, String... commandLine) {
        Flags flags = new Flags();
        Supplier<NameFilter> filter = declaration.apply(flags);
        flags.parse(List.of(commandLine));
        NameFilter names = filter.get();
        return String.join(
                " ", List.of("lo", "eth0", "eth1").stream().filter(names::shows).toList());
    }
}
