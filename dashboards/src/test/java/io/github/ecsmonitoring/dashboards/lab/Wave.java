package io.github.ecsmonitoring.dashboards.lab;

import java.util.SplittableRandom;

/**
 * The load of a target over time, between -1 and 1: a slow and a fast oscillation around a mean of its own.
 *
 * @param origin the moment to which the phases relate, so that each run of the lab has the same values before it
 */
record Wave(double origin, double mean, double slowPhase, double fastPhase) {
    private static final double SLOW = 2 * Math.PI / 2700;
    private static final double FAST = 2 * Math.PI / 420;
    private static final double SLOW_SHARE = 0.45;
    private static final double FAST_SHARE = 0.25;

    static Wave of(long seed, double origin) {
        SplittableRandom random = new SplittableRandom(seed);
        return new Wave(
                origin,
                random.nextDouble() * 0.6 - 0.3,
                random.nextDouble() * 2 * Math.PI,
                random.nextDouble() * 2 * Math.PI);
    }

    double at(double time) {
        return mean
                + SLOW_SHARE * Math.sin(SLOW * (time - origin) + slowPhase)
                + FAST_SHARE * Math.sin(FAST * (time - origin) + fastPhase);
    }

    /** For counters, whose rate is the load. */
    double integral(double from, double to) {
        return mean * (to - from)
                + oscillation(SLOW_SHARE, SLOW, slowPhase, from - origin, to - origin)
                + oscillation(FAST_SHARE, FAST, fastPhase, from - origin, to - origin);
    }

    private static double oscillation(double share, double frequency, double phase, double from, double to) {
        return share / frequency * (Math.cos(frequency * from + phase) - Math.cos(frequency * to + phase));
    }
}
