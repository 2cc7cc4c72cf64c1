package io.github.ecsmonitoring.exporter.flags;

import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * One flag of the command line: what it is called and, once {@link Flags#parse} has run, what was given.
 *
 * @param <T> what its text is read as
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

    /** {@code joiner} puts the values of a flag together that may be repeated; null: it may not. */
    Flag(String name, String help, T fallback, Function<String, T> reader, BinaryOperator<T> joiner) {
        this.name = name;
        this.help = help;
        this.fallback = fallback;
        this.reader = reader;
        this.joiner = joiner;
        this.value = fallback;
    }

    /** The name without the two dashes. */
    public String name() {
        return name;
    }

    /** What was given, else the default. */
    public T value() {
        return value;
    }

    /** Whether it stands on the command line. */
    public boolean isGiven() {
        return given;
    }

    /** Leaves it out of {@code --help}: for flags that few need and those that have another name today. */
    public Flag<T> hidden() {
        hidden = true;
        return this;
    }

    /** Replaces the default by one that depends on other flags; what stands on the command line stays. */
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
