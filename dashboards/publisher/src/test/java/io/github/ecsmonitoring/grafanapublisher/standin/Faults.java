package io.github.ecsmonitoring.grafanapublisher.standin;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The faults that are injected. */
public final class Faults {
    private record Injected(Fault fault, boolean once) {}

    private final Map<String, Injected> injected = new HashMap<>();

    /** @param call for example {@code GET /api/health} */
    public synchronized void once(String call, Fault fault) {
        injected.put(call, new Injected(fault, true));
    }

    public synchronized void always(String call, Fault fault) {
        injected.put(call, new Injected(fault, false));
    }

    synchronized Optional<Fault> of(Received request) {
        Injected found = injected.get(request.call());
        if (found != null && found.once()) {
            injected.remove(request.call());
        }
        return Optional.ofNullable(found).map(Injected::fault);
    }
}
