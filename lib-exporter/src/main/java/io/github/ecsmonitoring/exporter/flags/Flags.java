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
 * The flags of the command line, in the grammar of node_exporter's parser (kingpin): {@code --flag=value} and
 * {@code --flag value}; a toggle is {@code --flag} or {@code --no-flag} and takes no value; {@code @file} stands for
 * the file's lines. Whoever needs a flag declares it; there is no list of flags elsewhere.
 */
public final class Flags {
    private final Map<String, Flag<?>> flags = new LinkedHashMap<>();
    private final Map<String, String> environment;

    /** In an empty environment. */
    public Flags() {
        this(Map.of());
    }

    /** With the variables that stand for what the command line does not say. */
    public Flags(Map<String, String> environment) {
        this.environment = environment;
    }

    /** A variable of the environment; one that is empty is as good as none. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    /** A flag that takes any text. */
    public Flag<String> text(String name, String fallback, String help) {
        return add(new Flag<>(name, help, fallback, text -> text, null));
    }

    /** A flag that takes any text and that {@code --help} does not show: an old name, say. Empty unless given. */
    public Flag<String> hiddenText(String name, String help) {
        return text(name, "", help).hidden();
    }

    /** A flag that takes any text and may be given several times. */
    public Flag<List<String>> texts(String name, List<String> fallback, String help) {
        return add(new Flag<>(
                name,
                help,
                fallback,
                List::of,
                (a, b) -> Stream.concat(a.stream(), b.stream()).toList()));
    }

    /** A flag that is switched on with its name and off with {@code --no-} before it. */
    public Flag<Boolean> toggle(String name, boolean fallback, String help) {
        return add(new Flag<>(name, help, fallback, Boolean::valueOf, null));
    }

    /** A flag that takes a whole number from 0 on. */
    public Flag<Integer> number(String name, int fallback, String help) {
        return add(new Flag<>(name, help, fallback, text -> wholeNumber(name, text), null));
    }

    /** A flag that takes a time such as {@code 5s}, {@code 500ms} or {@code 1m30s}. */
    public Flag<Duration> duration(String name, Duration fallback, String help) {
        return add(new Flag<>(name, help, fallback, text -> duration(name, text), null));
    }

    /** A flag that takes the name of one of an enum's constants, in lower case. */
    public <E extends Enum<E>> Flag<E> choice(String name, E fallback, String help) {
        return add(new Flag<>(name, help, fallback, text -> constant(name, fallback.getDeclaringClass(), text), null));
    }

    /** A toggle that someone else may have declared. */
    @SuppressWarnings("unchecked")
    public Optional<Flag<Boolean>> findToggle(String name) {
        Flag<?> flag = flags.get(name);
        return flag != null && flag.isToggle() ? Optional.of((Flag<Boolean>) flag) : Optional.empty();
    }

    /** Reads a command line; the flags that it does not name keep their defaults. */
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

    /** The text of {@code --help}: every flag with its default. */
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
            // said below
        }
        throw new FlagException("flag '" + name + "' takes a whole number from 0 on, got '" + text + "'");
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
