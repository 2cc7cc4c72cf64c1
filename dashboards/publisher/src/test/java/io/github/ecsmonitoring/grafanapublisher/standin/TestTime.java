package io.github.ecsmonitoring.grafanapublisher.standin;

import io.github.ecsmonitoring.grafanapublisher.time.Deadline;
import io.github.ecsmonitoring.grafanapublisher.time.Pauses;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A clock that only pauses advance; they take no time. */
public final class TestTime implements InstantSource, Pauses {
    public final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private Instant now = Instant.parse("2026-12-01T00:00:00Z");

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public synchronized void pause(Duration time) {
        pauses.add(time);
        now = now.plus(time);
    }

    public Deadline in(Duration time) {
        return Deadline.after(time, this);
    }
}
