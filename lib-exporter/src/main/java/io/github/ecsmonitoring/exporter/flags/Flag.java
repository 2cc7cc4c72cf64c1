package io.github.ecsmonitoring.exporter.flags;

import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * A flag and, after {@link Flags#parse}, its value.
 *
 * @param <T> the type of the value
 */
public final class Flag<T> {
    private final String name;
    private final String help;
    private final T fallback;
    private final Function<String, T> reader;
    private final BinaryOperator<T> joiner;
    private T value;
    private boolean given;
    private boolean hidden;

    /** {@code joiner} combines the values of a repeatable flag; null for a flag that must not be repeated. */
    Flag(String name, String help, T fallback, Function<String, T> reader, BinaryOperator<T> joiner) {
        this.name = name;
        this.help = help;
        this.fallback = fallback;
        this.reader = reader;
        this.joiner = joiner;
        this.value = fallback;
    }

    /** The name without the leading dashes. */
    public String name() {
        return name;
    }

    /** The value on the command line, or the default. */
    public T value() {
        return value;
    }

    /** Whether the flag is on the command line. */
    public boolean isGiven() {
        return given;
    }

    /** Omits the flag from {@code --help}, for deprecated and rarely used flags. */
    public Flag<T> hidden() {
        hidden = true;
        return this;
    }

    /** Replaces the default, for example by one that depends on another flag; has no effect on a flag that is given. */
    public void otherwise(T fallback) {
        if (!given) {
            value = fallback;
        }
    }

    boolean isHidden() {
        return hidden;
    }

    boolean isToggle() {
        return fallback instanceof Boolean;
    }

    String help() {
        return help;
    }

    T fallback() {
        return fallback;
    }

    void accept(String text) {
        if (given && joiner == null) {
            throw new FlagException("flag '" + name + "' cannot be repeated, try --help");
        }
        T read = reader.apply(text);
        value = given ? joiner.apply(value, read) : read;
        given = true;
    }
}
