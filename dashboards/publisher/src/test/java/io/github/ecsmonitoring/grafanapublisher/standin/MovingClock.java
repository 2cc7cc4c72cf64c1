package io.github.ecsmonitoring.grafanapublisher.standin;

import io.github.ecsmonitoring.grafanapublisher.time.Pauses;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that only pauses move. */
public final class MovingClock implements InstantSource, Pauses {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-12-01T00:00:00Z"));
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();

    @Override
    public Instant instant() {
        return now.get();
    }

    @Override
    public void pause(Duration time) {
        pauses.add(time);
        now.updateAndGet(instant -> instant.plus(time));
    }

    /** The pauses so far. */
    public List<Duration> pauses() {
        return List.copyOf(pauses);
    }
}
