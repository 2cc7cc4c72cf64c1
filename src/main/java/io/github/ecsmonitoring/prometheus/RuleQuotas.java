package io.github.ecsmonitoring.prometheus;

import io.github.ecsmonitoring.promql.PrometheusDuration;
import software.amazon.awscdk.Duration;

/**
 * AMP's quotas of rules, which can be raised.
 *
 * @param rules the number of rules of a workspace
 * @param minIntervalMillis the shortest interval of a rule group
 */
record RuleQuotas(int rules, long minIntervalMillis) {
    static final RuleQuotas DEFAULTS = new RuleQuotas(2_000, 30_000);

    RuleQuotas withRules(int changed) {
        if (changed < 1) {
            throw new IllegalArgumentException("ruleQuota must be 1 or more, got " + changed);
        }
        return new RuleQuotas(changed, minIntervalMillis);
    }

    RuleQuotas withMinInterval(Duration changed) {
        long millis = changed.toMilliseconds().longValue();
        if (millis < 1) {
            throw new IllegalArgumentException("minRuleInterval must be longer than 0, got " + millis + " ms");
        }
        return new RuleQuotas(rules, millis);
    }

    void checkInterval(long millis, String place) {
        if (millis > 0 && millis < minIntervalMillis) {
            throw new IllegalArgumentException(place + ": interval must be at least "
                    + PrometheusDuration.format(minIntervalMillis) + ", AMP's quota, got "
                    + PrometheusDuration.format(millis) + ": if AMP has raised it, set minRuleInterval(...)");
        }
    }

    void checkRules(int all, String namespace, String workspace) {
        if (all > rules) {
            throw new IllegalArgumentException("workspace " + workspace + " must have at most " + rules
                    + " rules, AMP's quota, got " + all + " with rules " + namespace
                    + ": if AMP has raised it, set ruleQuota(...)");
        }
    }
}
