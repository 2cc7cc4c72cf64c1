package io.github.ecsmonitoring.exporter.collector.filter;

import io.github.ecsmonitoring.exporter.flags.Flag;
import io.github.ecsmonitoring.exporter.flags.FlagException;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.NameCache;
import io.github.ecsmonitoring.exporter.log.Log;
import io.github.ecsmonitoring.exporter.regex.GoRegex;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Selects the devices, mount points or file system types that a collector exposes: those that {@code NAME-include}
 * matches, or those that {@code NAME-exclude} does not match. An expression matches a part of a name unless it is
 * anchored. Results are cached, since the names are the same at each scrape.
 */
public final class NameFilter {
    private final GoRegex include;
    private final GoRegex exclude;
    private final NameCache<Boolean> results = new NameCache<>();

    private NameFilter(GoRegex include, GoRegex exclude) {
        this.include = include;
        this.exclude = exclude;
    }

    /**
     * Declares the flags {@code NAME-exclude} and {@code NAME-include}.
     *
     * @return the factory of the filter, for use after the flags are parsed
     */
    public static Supplier<NameFilter> declare(Flags flags, String name, String things, String defaultExclude) {
        Flag<String> exclude = excludeFlag(flags, name, things, defaultExclude);
        Flag<String> include = includeFlag(flags, name, things);
        return () -> create(include, exclude);
    }

    /**
     * As {@link #declare(Flags, String, String, String)}, for flags with deprecated names.
     *
     * @param oldInclude null if the include has none
     * @return the factory of the filter, which logs a warning for a deprecated name
     */
    public static Function<Log, NameFilter> declareRenamed(
            Flags flags, String name, String things, String defaultExclude, String oldExclude, String oldInclude) {
        RenamedFlag exclude = RenamedFlag.declare(flags, excludeFlag(flags, name, things, defaultExclude), oldExclude);
        Flag<String> include = includeFlag(flags, name, things);
        RenamedFlag renamedInclude = oldInclude == null ? null : RenamedFlag.declare(flags, include, oldInclude);
        return log -> create(renamedInclude == null ? include : renamedInclude.given(log), exclude.given(log));
    }

    /** Declares a flag for the names to select; the filter is null if the flag is absent. */
    public static Supplier<NameFilter> declareInclude(Flags flags, String name, String things) {
        Flag<String> include =
                flags.text(name, "", "Filter " + things + " with a value that must be a regular expression");
        return () -> include.value().isEmpty() ? null : new NameFilter(compile(include), null);
    }

    /** Declares a flag for the names to select. An empty expression matches every name. */
    public static Supplier<NameFilter> declareOne(Flags flags, String name, String fallback, String help) {
        Flag<String> include = flags.text(name, fallback, help);
        return () -> new NameFilter(compile(include), null);
    }

    /**
     * Selects names that match {@code include} but not {@code exclude}, which may be null; empty flags have no effect.
     */
    public static NameFilter of(Flag<String> include, Flag<String> exclude) {
        return new NameFilter(compile(include), exclude == null ? null : compile(exclude));
    }

    /** Declares the flags {@code NAME-include} and {@code NAME-exclude}, which may be given together. */
    public static Supplier<NameFilter> declareBoth(Flags flags, String name, String things, String contrast) {
        Flag<String> include = flags.text(
                name + "-include",
                "",
                "Regexp of " + things + " to include (mutually exclusive to " + contrast + "-exclude).");
        Flag<String> exclude = flags.text(
                name + "-exclude",
                "",
                "Regexp of " + things + " to exclude (mutually exclusive to " + contrast + "-include).");
        return () -> new NameFilter(compile(include), compile(exclude));
    }

    /** Declares a flag for the names to exclude, by default none. An empty expression excludes every name. */
    public static Supplier<NameFilter> declareIgnored(Flags flags, String name, String help) {
        Flag<String> ignored = flags.text(name, "^$", help);
        return () -> new NameFilter(null, ignored.value().isEmpty() ? GoRegex.builtIn("") : compile(ignored));
    }

    /** Whether a name is selected. */
    public boolean shows(String name) {
        Boolean known = results.get(name);
        return known != null
                ? known
                : results.put(
                        name, (exclude == null || !exclude.finds(name)) && (include == null || include.finds(name)));
    }

    /** An include replaces the default exclude; giving both is an error. */
    private static NameFilter create(Flag<String> include, Flag<String> exclude) {
        boolean included = !include.value().isEmpty();
        if (included && exclude.isGiven() && !exclude.value().isEmpty()) {
            throw new FlagException("--" + exclude.name() + " and --" + include.name() + " are mutually exclusive");
        }
        return new NameFilter(compile(include), included ? null : compile(exclude));
    }

    /** Null if the flag is empty. */
    private static GoRegex compile(Flag<String> flag) {
        if (flag.value().isEmpty()) {
            return null;
        }
        try {
            return flag.isGiven() ? GoRegex.compile(flag.value()) : GoRegex.builtIn(flag.value());
        } catch (IllegalArgumentException e) {
            throw new FlagException("--" + flag.name() + " takes a regular expression (RE2), got '" + flag.value()
                    + "': " + e.getMessage());
        }
    }

    private static Flag<String> excludeFlag(Flags flags, String name, String things, String fallback) {
        return flags.text(
                name + "-exclude",
                fallback,
                "Regexp of " + things + " to exclude (mutually exclusive to " + last(name) + "-include).");
    }

    private static Flag<String> includeFlag(Flags flags, String name, String things) {
        return flags.text(
                name + "-include",
                "",
                "Regexp of " + things + " to include (mutually exclusive to " + last(name) + "-exclude).");
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
