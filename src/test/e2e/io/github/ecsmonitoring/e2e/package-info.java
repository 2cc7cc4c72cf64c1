/**
 * End-to-end tests: synthesized templates run with the real exporter image, the real collector and a Prometheus behind
 * an emulator of AMP that verifies signatures. Run {@code mvn verify -Pe2e} as root on Linux.
 *
 * <ul>
 *   <li>{@link io.github.ecsmonitoring.e2e.TelemetryDeliveryTest}: metrics and traces of a Fargate task, a task on EC2
 *       and an EC2 instance arrive within a minute, with exactly the expected names and labels.
 *   <li>{@link io.github.ecsmonitoring.e2e.SampleLossTest}: no sample is lost in normal operation, in an outage of the
 *       workspace or under throttling.
 *   <li>{@link io.github.ecsmonitoring.e2e.CollectorShutdownTest}: a stopped collector delivers its last scrape; one
 *       that is killed loses at most a batch.
 *   <li>{@link io.github.ecsmonitoring.e2e.CollectorFailuresTest}: each misconfiguration or outage has its documented
 *       log line.
 *   <li>{@link io.github.ecsmonitoring.e2e.OptionCombinationsTest}: the collector accepts the configuration of every
 *       pair of options.
 *   <li>{@link io.github.ecsmonitoring.e2e.BundledRulesTest}: Cortex, the engine of AMP, evaluates all rules.
 *   <li>{@link io.github.ecsmonitoring.e2e.AlertDeliveryTest}: a stopped exporter becomes a message by e-mail, Slack
 *       and PagerDuty, and a restarted one another.
 *   <li>{@link io.github.ecsmonitoring.e2e.AlertMessagesTest}: messages of alerts with hostile and much text.
 *   <li>{@link io.github.ecsmonitoring.e2e.AlertRoutingTest}: routes, grouping and inhibition.
 *   <li>{@link io.github.ecsmonitoring.e2e.SigV4VerifierTest}, {@link io.github.ecsmonitoring.e2e.PairwiseCoverTest},
 *       {@link io.github.ecsmonitoring.e2e.NotificationEmulatorTest},
 *       {@link io.github.ecsmonitoring.e2e.CortexDifferencesTest}: the test tools themselves.
 * </ul>
 *
 * <pre>
 * one network namespace for each task                          the test
 * ┌──────────────────────────────────────────────┐            ┌──────────────────────────────┐
 * │ SampleApp :8080 ──┐                          │            │                              │
 * │ exporter ─────────┤ collector ───────────────┼─signed──── │ AwsEmulator ──► Prometheus   │
 * │ task metadata emulator                       │            │  SigV4, outages              │
 * └──────────────────────────────────────────────┘            └──────────────────────────────┘
 * </pre>
 *
 * <pre>
 * AwsEmulator ──► Cortex: rules ──► alert manager ──signed──► NotificationEmulator (SNS, PagerDuty)
 * </pre>
 *
 * <p>{@link io.github.ecsmonitoring.e2e.TemplateDifferences} and {@link io.github.ecsmonitoring.e2e.CortexDifferences}
 * list every difference from the template, and {@link io.github.ecsmonitoring.e2e.Prerequisites} the required programs,
 * without which the tests are skipped. Each test class runs in a process of its own with its own
 * {@link io.github.ecsmonitoring.e2e.Testbed}.
 */
package io.github.ecsmonitoring.e2e;
