package io.github.ecsmonitoring.dashboards.lab;

/** The value of a series over time, which is in seconds since the epoch. */
@FunctionalInterface
interface Signal {
    /** The series has no sample. */
    double ABSENT = Double.NaN;
    /** The sample that ends a series at once: Prometheus' staleness marker. */
    double STALE = Double.longBitsToDouble(0x7ff0000000000002L);

    /** A sample that is not a number, as Prometheus writes it. */
    double NOT_A_NUMBER = Double.longBitsToDouble(0x7ff8000000000001L);

    double at(double time);

    static boolean isAbsent(double value) {
        return Double.doubleToRawLongBits(value) == Double.doubleToRawLongBits(ABSENT);
    }

    /** As Prometheus ends a target's series when a scrape fails. */
    default Signal staleFrom(double end, double interval) {
        return time -> time < end ? at(time) : time < end + interval ? STALE : ABSENT;
    }
}
