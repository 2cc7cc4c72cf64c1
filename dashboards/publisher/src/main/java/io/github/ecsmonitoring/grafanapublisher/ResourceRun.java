package io.github.ecsmonitoring.grafanapublisher;

import io.github.ecsmonitoring.grafanapublisher.time.TimeBudget;

/** The work for one event, whose properties are valid. */
interface ResourceRun {
    /** The id of the resource after the run. */
    String physicalId();

    RunOutcome run(TimeBudget time) throws Exception;
}
