package io.github.ecsmonitoring.grafanapublisher.content;

import io.github.ecsmonitoring.grafanapublisher.api.GrafanaException;
import io.github.ecsmonitoring.grafanapublisher.content.Report.Outcome;

/**
 * The action for an item, decided from its state in Grafana.
 *
 * @param detail for people; else empty
 * @param write null if nothing is to be written
 */
record Decision(Outcome outcome, String detail, Write write) {

    /** A write to Grafana. */
    @FunctionalInterface
    interface Write {
        void send() throws GrafanaException;
    }

    static Decision unchanged() {
        return new Decision(Outcome.UNCHANGED, "", null);
    }

    static Decision gone() {
        return new Decision(Outcome.DELETED, "", null);
    }

    static Decision kept(String why) {
        return new Decision(Outcome.KEPT, why, null);
    }

    static Decision failed(String why) {
        return new Decision(Outcome.FAILED, why, null);
    }

    static Decision write(Outcome outcome, Write write) {
        return new Decision(outcome, "", write);
    }
}
