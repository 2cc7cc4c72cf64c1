package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.flags.Flag;
import io.github.ecsmonitoring.exporter.flags.FlagException;
import io.github.ecsmonitoring.exporter.flags.Flags;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which devices, mount points or file system types a collector shows: those that {@code --NAME-include} finds, or those that
 * {@code --NAME-exclude} does not find. Expressions find a part of a name, unless anchored. A verdict is kept, since the same names
 * come at each scrape.
 */
final class NameFilter {
    /** Names of containers' devices come and go; beyond this many the verdicts start anew. */
    private static final int KEPT_VERDICTS = 4096;

    private final Pattern include;
    private final Pattern exclude;
    private final Map<String, Boolean> verdicts = new ConcurrentHashMap<>();

    private NameFilter(Pattern include, Pattern exclude) {
        this.include = include;
        this.exclude = exclude;
    }

    /** Declares the flags {@code NAME-exclude} and {@code NAME-include}; what comes back makes the filter once they are read. */
    static Supplier<NameFilter> declare(Flags flags, String name, String things, String defaultExclude) {
        Flag<String> exclude = flags.text(name + "-exclude", defaultExclude,
                "Regexp of " + things + " to exclude (mutually exclusive to " + last(name) + "-include).");
        Flag<String> include = flags.text(name + "-include", "",
                "Regexp of " + things + " to include (mutually exclusive to " + last(name) + "-exclude).");
        return () -> create(include, exclude);
    }

    /** Declares a flag that shows what it finds and without which there is no filter: what comes back may give null. */
    static Supplier<NameFilter> declareInclude(Flags flags, String name, String things) {
        Flag<String> include = flags.text(name, "", "Filter " + things + " with a value that must be a regular expression");
        return () -> include.value().isEmpty() ? null : new NameFilter(compile(include), null);
    }

    boolean shows(String name) {
        Boolean verdict = verdicts.get(name);
        if (verdict == null) {
            if (verdicts.size() >= KEPT_VERDICTS) {
                verdicts.clear();
            }
            verdict = (exclude == null || !exclude.matcher(name).find()) && (include == null || include.matcher(name).find());
            verdicts.put(name, verdict);
        }
        return verdict;
    }

    /** A default exclude steps aside for an include; two that were both given contradict each other. */
    private static NameFilter create(Flag<String> include, Flag<String> exclude) {
        boolean included = !include.value().isEmpty();
        if (included && exclude.isGiven() && !exclude.value().isEmpty()) {
            throw new FlagException("--" + exclude.name() + " and --" + include.name() + " are mutually exclusive");
        }
        return new NameFilter(compile(include), included ? null : compile(exclude));
    }

    private static Pattern compile(Flag<String> flag) {
        try {
            return flag.value().isEmpty() ? null : Pattern.compile(flag.value());
        } catch (PatternSyntaxException e) {
            throw new FlagException("--" + flag.name() + " takes a regular expression, got '" + flag.value() + "': "
                    + e.getDescription().toLowerCase(java.util.Locale.ROOT) + " near index " + Math.max(0, e.getIndex()));
        }
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
