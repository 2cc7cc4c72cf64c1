/**
 * What a synthesized template says, run with the real parts: the exporter's image of this build, the collector, and a
 * Prometheus behind a stand-in for AMP that checks signatures. {@code mvn verify -Pe2e}, as root on Linux.
 *
 * <pre>
 * one network namespace for each task                          the test
 * ┌──────────────────────────────────────────────┐            ┌──────────────────────────────┐
 * │ App :8080 ──┐                                │            │                              │
 * │ exporter ───┤ collector ─────────────────────┼─signed──── │ Aws ──────► Prometheus       │
 * │ emulator of the task's metadata              │            │  SigV4, outages              │
 * └──────────────────────────────────────────────┘            └──────────────────────────────┘
 * </pre>
 *
 * <p>{@link io.github.ecsmonitoring.e2e.Differences} is the list of all in which this differs from the template,
 * {@link io.github.ecsmonitoring.e2e.Parts} of what must be there; {@link io.github.ecsmonitoring.e2e.Task} and
 * {@link io.github.ecsmonitoring.e2e.World} start it all. Tests: {@code WhatArrivesTest}, {@code NoSampleIsLostTest},
 * {@code WhenTheCollectorEndsTest}, {@code FailuresTest}, {@code ConfigurationsTest}. Each class has a process of its
 * own, in which it starts its own world.
 */
package io.github.ecsmonitoring.e2e;
