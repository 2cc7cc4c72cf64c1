package io.github.ecsmonitoring.exporter.flags;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The command line, in the grammar of kingpin, the parser of node_exporter: {@code --flag=value} and {@code --flag
 * value}, {@code --flag} and {@code --no-flag} for toggles, and {@code @file} for arguments in a file, one per line.
 * Each component declares its own flags.
 */
public final class Flags {
    private final Map<String, Flag<?>> flags = new LinkedHashMap<>();
    private final Map<String, String> environment;

    /** Flags without environment variables. */
    public Flags() {
        this(Map.of());
    }

    /** Flags with the environment variables that complement the command line. */
    public Flags(Map<String, String> environment) {
        this.environment = environment;
    }

    /** An environment variable; empty variables are ignored. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    /** A flag with a string value. */
    public Flag<String> text(String name, String fallback, String help) {
        return add(new Flag<>(name, help, fallback, text -> text, null));
    }

    /** A flag with a string value that {@code --help} omits, such as a deprecated name; empty by default. */
    public Flag<String> hiddenText(String name, String help) {
        return text(name, "", help).hidden();
    }

    /** A repeatable flag with string values. */
    public Flag<List<String>> texts(String name, List<String> fallback, String help) {
        return add(new Flag<>(
                name,
                help,
                fallback,
                List::of,
                (a, b) -> Stream.concat(a.stream(), b.stream()).toList()));
    }

    /** A flag without a value: {@code --name} or {@code --no-name}. */
    public Flag<Boolean> toggle(String name, boolean fallback, String help) {
        return add(new Flag<>(name, help, fallback, Boolean::valueOf, null));
    }

    /** A flag with a non-negative integer value. */
    public Flag<Integer> number(String name, int fallback, String help) {
        return add(new Flag<>(name, help, fallback, text -> wholeNumber(name, text), null));
    }

    /** A flag with a duration value such as {@code 5s}, {@code 500ms} or {@code 1m30s}. */
    public Flag<Duration> duration(String name, Duration fallback, String help) {
        return add(new Flag<>(name, help, fallback, text -> duration(name, text), null));
    }

    /** A flag whose value is the lower-case name of an enum constant. */
    public <E extends Enum<E>> Flag<E> choice(String name, E fallback, String help) {
        return add(new Flag<>(name, help, fallback, text -> constant(name, fallback.getDeclaringClass(), text), null));
    }

    /** A toggle that another component may have declared. */
    @SuppressWarnings("unchecked")
    public Optional<Flag<Boolean>> findToggle(String name) {
        Flag<?> flag = flags.get(name);
        return flag != null && flag.isToggle() ? Optional.of((Flag<Boolean>) flag) : Optional.empty();
    }

    /**
     * Parses a command line.
     *
     * @throws FlagException for an unknown flag or an invalid value
     */
    public void parse(List<String> arguments) {
        List<String> words = ArgumentFiles.expand(arguments);
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("-h") || word.equals("--help-long")) {
                word = "--help";
            }
            if (!word.startsWith("--") || word.length() == 2) {
                throw new FlagException(
                        word.startsWith("-") && word.length() > 1
                                ? "unknown short flag '" + word + "', try --help"
                                : "unexpected " + word + ", try --help");
            }
            int equals = word.indexOf('=');
            Flag<?> flag = find(equals < 0 ? word.substring(2) : word.substring(2, equals));
            if (flag.isToggle()) {
                if (equals >= 0) {
                    throw new FlagException("unexpected " + word.substring(equals + 1) + ", try --help");
                }
                flag.accept(Boolean.toString(word.equals("--" + flag.name())));
            } else if (equals >= 0) {
                flag.accept(word.substring(equals + 1));
            } else if (++i < words.size() && !words.get(i).startsWith("-")) {
                flag.accept(words.get(i));
            } else {
                throw new FlagException("expected argument for flag '" + word + "', try --help");
            }
        }
    }

    /** The text of {@code --help}, with all flags and their defaults. */
    public String help(String program) {
        StringBuilder text = new StringBuilder("usage: " + program + " [<flags>]\n\nFlags:\n");
        for (Flag<?> flag : flags.values()) {
            if (flag.isHidden()) {
                continue;
            }
            text.append("  --").append(flag.isToggle() ? "[no-]" : "").append(flag.name());
            if (!flag.isToggle()) {
                text.append('=').append(shown(flag.fallback()));
            }
            text.append("\n        ").append(flag.help()).append('\n');
        }
        return text.toString();
    }

    private <T> Flag<T> add(Flag<T> flag) {
        if (flags.put(flag.name(), flag) != null) {
            throw new IllegalStateException("flag '" + flag.name() + "' is declared twice");
        }
        return flag;
    }

    private Flag<?> find(String name) {
        Flag<?> flag = flags.get(name);
        if (flag == null && name.startsWith("no-")) {
            Flag<?> negated = flags.get(name.substring(3));
            flag = negated != null && negated.isToggle() ? negated : null;
        }
        if (flag == null) {
            throw new FlagException("unknown long flag '--" + name + "', try --help");
        }
        return flag;
    }

    private static String shown(Object fallback) {
        if (fallback instanceof Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT);
        }
        if (fallback instanceof Duration duration) {
            return '"' + duration.toString().substring(2).toLowerCase(Locale.ROOT) + '"';
        }
        return fallback instanceof List<?> list
                ? String.join(" ", list.stream().map(Object::toString).toList())
                : '"' + fallback.toString() + '"';
    }

    private static Duration duration(String name, String text) {
        try {
            return GoDuration.parse(text);
        } catch (IllegalArgumentException e) {
            throw new FlagException("flag '" + name + "' " + e.getMessage());
        }
    }

    private static int wholeNumber(String name, String text) {
        try {
            int number = Integer.parseInt(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // reported below
        }
        throw new FlagException("flag '" + name + "' must be a whole number of at least 0, got '" + text + "'");
    }

    private static <E extends Enum<E>> E constant(String name, Class<E> type, String text) {
        List<String> allowed = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            String word = constant.name().toLowerCase(Locale.ROOT);
            if (word.equals(text)) {
                return constant;
            }
            allowed.add(word);
        }
        throw new FlagException(
                "flag '" + name + "' must be one of " + String.join(",", allowed) + ", got '" + text + "'");
    }
}
