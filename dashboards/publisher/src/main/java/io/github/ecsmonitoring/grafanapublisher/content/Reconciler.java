package io.github.ecsmonitoring.grafanapublisher.content;

import io.github.ecsmonitoring.grafanapublisher.api.GrafanaApi;
import io.github.ecsmonitoring.grafanapublisher.api.GrafanaException;
import io.github.ecsmonitoring.grafanapublisher.content.Report.Entry;
import io.github.ecsmonitoring.grafanapublisher.content.Report.Outcome;
import java.time.Duration;

/**
 * Carries out steps. After a conflict, and after a write that may have been processed although it failed, the state is
 * read again, and the step decides again.
 */
final class Reconciler {
    private static final int LOOKS = 4;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final GrafanaApi grafana;

    Reconciler(GrafanaApi grafana) {
        this.grafana = grafana;
    }

    /** Never throws: one item must not stop the others. */
    Entry settle(Step step) {
        try {
            return new Attempts(step).settle();
        } catch (RuntimeException e) {
            return new Entry(step.item(), Outcome.FAILED, "unexpected failure: " + e);
        }
    }

    /** The attempts at one step. */
    private final class Attempts {
        private final Step step;
        /** The outcome of a write whose answer was lost. */
        private Outcome unconfirmed;

        Attempts(Step step) {
            this.step = step;
        }

        Entry settle() {
            for (int look = 1; ; look++) {
                try {
                    return attempt();
                } catch (GrafanaException e) {
                    if (!e.isWorthAnotherLook() || look == LOOKS || !grafana.pause(PAUSE)) {
                        return new Entry(step.item(), Outcome.FAILED, e.getMessage() + step.remedy(e));
                    }
                }
            }
        }

        private Entry attempt() throws GrafanaException {
            Decision decision = step.decide();
            if (decision.write() != null) {
                write(decision);
            } else if (decision.outcome() == Outcome.UNCHANGED && unconfirmed != null) {
                return new Entry(step.item(), unconfirmed, decision.detail());
            }
            return new Entry(step.item(), decision.outcome(), decision.detail());
        }

        private void write(Decision decision) throws GrafanaException {
            try {
                decision.write().send();
            } catch (GrafanaException e) {
                if (e.mayHaveBeenProcessed()) {
                    unconfirmed = decision.outcome();
                }
                throw e;
            }
        }
    }
}
