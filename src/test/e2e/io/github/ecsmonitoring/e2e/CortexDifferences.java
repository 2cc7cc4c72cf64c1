package io.github.ecsmonitoring.e2e;

import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * All differences between the rules and the alert manager definition of the template and those that Cortex gets. Each
 * other line is the template's; {@link CortexDifferencesTest} shows the changed ones.
 *
 * @param delayed whether queries of rules are delayed as by the template
 */
record CortexDifferences(List<Change> rules, List<Change> alertManager, boolean delayed) {
    /** PagerDuty requires 32 characters. */
    static final String ROUTING_KEY = "0123456789abcdef0123456789abcdef";

    /** @param reason why a test must change these lines */
    record Change(String reason, Pattern lines, Function<MatchResult, String> replacement) {
        static Change of(String reason, String lines, Function<MatchResult, String> replacement) {
            return new Change(reason, Pattern.compile("^" + lines, Pattern.MULTILINE), replacement);
        }

        /** Replaces the values of a key, which is a duration. */
        static Change duration(String reason, String key, String value) {
            return of(reason, "( *(?:- )?" + key + ": ).*$", match -> match.group(1) + value);
        }

        String applyTo(String text) {
            return lines.matcher(text).replaceAll(match -> Matcher.quoteReplacement(replacement.apply(match)));
        }
    }

    /** Only other endpoints and keys; the intervals are the template's. */
    static CortexDifferences endpoints(String emulator) {
        return new CortexDifferences(
                List.of(),
                List.of(
                        Change.of(
                                "SNS is the emulator; AMP forbids api_url",
                                "( *)(- |)(topic_arn: .*)$",
                                match ->
                                        match.group(1) + match.group(2) + "api_url: " + emulator + "\n" + match.group(1)
                                                + " ".repeat(match.group(2).length()) + match.group(3)),
                        Change.of(
                                "Cortex cannot read a secret; PagerDuty is the emulator",
                                "( *)(- |)routing_key:\n( *)aws_secrets_manager:\n(?:\\3 .*\n)+",
                                match -> match.group(1) + match.group(2) + "routing_key: " + ROUTING_KEY + "\n"
                                        + match.group(1)
                                        + " ".repeat(match.group(2).length()) + "url: " + emulator
                                        + "/v2/enqueue\n")),
                true);
    }

    /** Intervals of seconds instead of minutes, too. */
    static CortexDifferences quick(String emulator) {
        return new CortexDifferences(
                List.of(
                        Change.duration("rules are evaluated every 5 s", "interval", "5s"),
                        Change.duration("alerts fire after 5 s", "for", "5s")),
                Stream.concat(
                                endpoints(emulator).alertManager().stream(),
                                Stream.of(
                                        Change.duration("the first message is sent after 2 s", "group_wait", "2s"),
                                        Change.duration("the next message is sent after 5 s", "group_interval", "5s")))
                        .toList(),
                false);
    }

    String changedRules(String text) {
        return apply(rules, text);
    }

    String changedAlertManager(String text) {
        return apply(alertManager, text);
    }

    /** AMP delays the queries of rules for samples that arrive late; in a test none does. */
    int changedQueryOffset(int seconds) {
        return delayed ? seconds : 0;
    }

    private static String apply(List<Change> changes, String text) {
        String changed = text;
        for (Change change : changes) {
            changed = change.applyTo(changed);
        }
        return changed;
    }
}
