package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import io.github.ecsmonitoring.exporter.scrape.CollectorFactory;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * An entry of {@link CollectorList}. A collector is made in two steps, since its flags must be declared before the
 * command line is parsed: the declaration declares them and returns the factory, which makes the collector with their
 * values.
 *
 * @param name the collector's name in its flag and in the label {@code collector}
 * @param help the description of its flag in {@code --help}
 */
record CollectorType(String name, Default byDefault, String help, Function<Flags, CollectorFactory> declaration) {

    /** Where a collector is enabled without its flag; the words are those of {@code --help}. */
    enum Default {
        ON("enabled"),
        HOST("enabled in scope host, disabled in scope task"),
        OFF("disabled");

        private final String words;

        Default(String words) {
            this.words = words;
        }
    }

    /** Enabled by default. */
    static CollectorType on(String name, Supplier<Collector> collector) {
        return of(name, Default.ON, new WithoutFlags(collector));
    }

    /** Enabled by default, with flags of its own. */
    static CollectorType on(String name, Function<Flags, CollectorFactory> declaration) {
        return of(name, Default.ON, declaration);
    }

    /** Enabled by default in HOST scope only: an ECS task has no part in what it reads. */
    static CollectorType host(String name, Supplier<Collector> collector) {
        return of(name, Default.HOST, new WithoutFlags(collector));
    }

    /** As {@link #host(String, Supplier)}, with flags of its own. */
    static CollectorType host(String name, Function<Flags, CollectorFactory> declaration) {
        return of(name, Default.HOST, declaration);
    }

    /** Disabled by default. */
    static CollectorType off(String name, Supplier<Collector> collector) {
        return of(name, Default.OFF, new WithoutFlags(collector));
    }

    /** Disabled by default, with flags of its own. */
    static CollectorType off(String name, Function<Flags, CollectorFactory> declaration) {
        return of(name, Default.OFF, declaration);
    }

    /** A collector of node_exporter that is not supported, and why. */
    static CollectorType unsupported(String name, String reason, Function<Flags, CollectorFactory> declaration) {
        return new CollectorType(name, Default.OFF, "Not supported: " + reason + ".", declaration);
    }

    private static CollectorType of(String name, Default byDefault, Function<Flags, CollectorFactory> declaration) {
        return new CollectorType(
                name, byDefault, "Enable the " + name + " collector (default: " + byDefault.words + ").", declaration);
    }

    /** A class instead of a lambda for each collector: at start, a lambda costs as much as a collector's scrape. */
    private record WithoutFlags(Supplier<Collector> collector) implements Function<Flags, CollectorFactory> {
        @Override
        public CollectorFactory apply(Flags flags) {
            return log -> collector.get();
        }
    }
}
