package io.github.ecsmonitoring.ecsevents.alert;

import java.util.Locale;

/** The severities of alerts, as the runbooks define them. */
enum Severity {
    CRITICAL,
    WARNING,
    /** For machines: nobody is notified. */
    NONE;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
