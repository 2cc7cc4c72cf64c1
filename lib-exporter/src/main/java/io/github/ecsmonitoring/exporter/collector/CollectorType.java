package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.log.Log;
import java.util.function.Function;

/**
 * A line of {@link Collectors}: the name that the collector's flag and its {@code collector} label have, whether it is on by default,
 * what {@code --help} says of it, and how it is made. Made in two steps, since its flags must be known before the command line is read: first it declares them, then
 * the factory that comes of it makes the collector with what was given.
 */
record CollectorType(String name, boolean onByDefault, String help, Function<Flags, Factory> declaration) {

    /** Makes the collector, once, at start. An {@code IllegalArgumentException} or a {@code FlagException} ends the start. */
    @FunctionalInterface
    interface Factory {
        Collector create(HostPaths paths, Log log);
    }

    /** A collector that is on by default. */
    static CollectorType on(String name, Function<Flags, Factory> declaration) {
        return new CollectorType(name, true, "Enable the " + name + " collector (default: enabled).", declaration);
    }

    /** A collector without flags of its own that is on by default. */
    static CollectorType on(String name, Factory factory) {
        return on(name, new WithoutFlags(factory));
    }

    /** A collector without flags of its own that only its flag switches on. */
    static CollectorType off(String name, Factory factory) {
        return off(name, new WithoutFlags(factory));
    }

    /** A class in place of a lambda for each collector: at start, each lambda costs as much as a collector's scrape. */
    private record WithoutFlags(Factory factory) implements Function<Flags, Factory> {
        @Override
        public Factory apply(Flags flags) {
            return factory;
        }
    }

    /** A collector that only its flag switches on. */
    static CollectorType off(String name, Function<Flags, Factory> declaration) {
        return new CollectorType(name, false, "Enable the " + name + " collector (default: disabled).", declaration);
    }

    /** A collector of node_exporter that there is not, and why. */
    static CollectorType unsupported(String name, String reason, Function<Flags, Factory> declaration) {
        return new CollectorType(name, false, "Not supported: " + reason + ".", declaration);
    }
}
