package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.log.Log;
import java.util.function.Function;

/**
 * A line of {@link Collectors}: the name that the collector's flag and its {@code collector} label have, whether it is
 * on by default, what {@code --help} says of it, and how it is made. Made in two steps, since its flags must be known
 * before the command line is read: first it declares them, then the factory that comes of it makes the collector with
 * what was given.
 */
record CollectorType(String name, Default byDefault, String help, Function<Flags, Factory> declaration) {

    /** Where the collector is on, unless its flag is given; the words are those of {@code --help}. */
    enum Default {
        ON("enabled"),
        HOST("enabled in scope host, disabled in scope task"),
        OFF("disabled");

        private final String words;

        Default(String words) {
            this.words = words;
        }
    }

    /**
     * Makes the collector, once, at start. An {@code IllegalArgumentException} or a {@code FlagException} ends the
     * start.
     */
    @FunctionalInterface
    interface Factory {
        Collector create(HostPaths paths, Log log);
    }

    /** A collector that is on by default. */
    static CollectorType on(String name, Function<Flags, Factory> declaration) {
        return of(name, Default.ON, declaration);
    }

    /** A collector without flags of its own that is on by default. */
    static CollectorType on(String name, Factory factory) {
        return of(name, Default.ON, new WithoutFlags(factory));
    }

    /**
     * A collector that is on by default where the metrics are a host's, and not in a task, which has no part in what it
     * reads.
     */
    static CollectorType host(String name, Function<Flags, Factory> declaration) {
        return of(name, Default.HOST, declaration);
    }

    /** A collector without flags of its own that is on by default where the metrics are a host's. */
    static CollectorType host(String name, Factory factory) {
        return of(name, Default.HOST, new WithoutFlags(factory));
    }

    /** A collector without flags of its own that only its flag switches on. */
    static CollectorType off(String name, Factory factory) {
        return of(name, Default.OFF, new WithoutFlags(factory));
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
        return of(name, Default.OFF, declaration);
    }

    private static CollectorType of(String name, Default byDefault, Function<Flags, Factory> declaration) {
        return new CollectorType(
                name, byDefault, "Enable the " + name + " collector (default: " + byDefault.words + ").", declaration);
    }

    /** A collector of node_exporter that there is not, and why. */
    static CollectorType unsupported(String name, String reason, Function<Flags, Factory> declaration) {
        return new CollectorType(name, Default.OFF, "Not supported: " + reason + ".", declaration);
    }
}
