package io.github.ecsmonitoring.prometheus;

import io.github.ecsmonitoring.promql.MetricUse;

/**
 * A valid rules file.
 *
 * @param rules the number of rules
 * @param metrics what they read and record
 */
record RuleFile(int rules, MetricUse metrics) {
    /** A file whose text is a token. */
    static final RuleFile UNKNOWN = new RuleFile(0, MetricUse.NONE);
}
