package io.github.ecsmonitoring.e2e;

import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awscdk.Stack;

/**
 * One value for each option of a builder.
 *
 * @param <B> type of the builder
 */
record OptionCombination<B>(List<OptionValue<B>> values) {

    /** @param apply sets the option on the builder; the stack is the scope of constructs that it needs */
    record OptionValue<B>(String name, BiConsumer<B, Stack> apply) {
        static <B> OptionValue<B> unset() {
            return new OptionValue<>("", (builder, stack) -> {});
        }
    }

    /** Combinations that contain every pair of values of different options. */
    static <B> List<OptionCombination<B>> pairs(List<List<OptionValue<B>>> options) {
        return pairs(options, combination -> true);
    }

    /** @param possible whether the values are allowed together; also called with values of only some options */
    static <B> List<OptionCombination<B>> pairs(
            List<List<OptionValue<B>>> options, Predicate<OptionCombination<B>> possible) {
        int[] sizes = options.stream().mapToInt(List::size).toArray();
        return PairwiseCover.cover(row -> possible.test(of(options, row)), sizes).stream()
                .map(row -> of(options, row))
                .toList();
    }

    private static <B> OptionCombination<B> of(List<List<OptionValue<B>>> options, int... row) {
        return new OptionCombination<>(IntStream.range(0, row.length)
                .filter(option -> row[option] != PairwiseCover.OPEN)
                .mapToObj(option -> options.get(option).get(row[option]))
                .toList());
    }

    boolean containsAnyOf(Set<String> names) {
        return values.stream().map(OptionValue::name).anyMatch(names::contains);
    }

    B applyTo(B builder, Stack stack) {
        values.forEach(value -> value.apply.accept(builder, stack));
        return builder;
    }

    @Override
    public String toString() {
        String names = values.stream()
                .map(OptionValue::name)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "defaults" : names;
    }
}
