package io.github.ecsmonitoring.ecsevents.alert;

import java.util.Locale;

/** How urgent an alert is, with the meanings of the runbooks. */
enum Severity {
    CRITICAL,
    WARNING;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
