package io.github.ecsmonitoring.dashboards.lab;

/** HEALTHY: only the watchdog fires. OUTAGE: one service is gone, others have faults. */
enum Scenario {
    HEALTHY,
    OUTAGE
}
