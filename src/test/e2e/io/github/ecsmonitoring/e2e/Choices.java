package io.github.ecsmonitoring.e2e;

import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awscdk.Stack;

/**
 * One choice for each option.
 *
 * @param <B> the builder that has the options
 */
record Choices<B>(List<Choice<B>> choices) {

    /** @param apply tells the builder; what it needs is made in the stack */
    record Choice<B>(String name, BiConsumer<B, Stack> apply) {
        static <B> Choice<B> none() {
            return new Choice<>("", (builder, stack) -> {});
        }
    }

    /** Few of them, in which any two choices of different options meet. */
    static <B> List<Choices<B>> pairs(List<List<Choice<B>>> options) {
        return pairs(options, choices -> true);
    }

    /** @param possible whether there may be these choices together; also asked before there is one for each option */
    static <B> List<Choices<B>> pairs(List<List<Choice<B>>> options, Predicate<Choices<B>> possible) {
        int[] sizes = options.stream().mapToInt(List::size).toArray();
        return Pairs.cover(row -> possible.test(of(options, row)), sizes).stream()
                .map(row -> of(options, row))
                .toList();
    }

    private static <B> Choices<B> of(List<List<Choice<B>>> options, int... row) {
        return new Choices<>(IntStream.range(0, row.length)
                .filter(option -> row[option] != Pairs.OPEN)
                .mapToObj(option -> options.get(option).get(row[option]))
                .toList());
    }

    boolean hasOneOf(Set<String> names) {
        return choices.stream().map(Choice::name).anyMatch(names::contains);
    }

    B applyTo(B builder, Stack stack) {
        choices.forEach(choice -> choice.apply.accept(builder, stack));
        return builder;
    }

    @Override
    public String toString() {
        String names = choices.stream()
                .map(Choice::name)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "defaults" : names;
    }
}
