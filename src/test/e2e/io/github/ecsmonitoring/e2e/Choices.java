package io.github.ecsmonitoring.e2e;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
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
            return new Choice<>("", (builder, stack) -> { });
        }
    }

    /** Few of them, in which any two choices of different options meet. */
    static <B> List<Choices<B>> pairs(List<List<Choice<B>>> options) {
        List<Choices<B>> all = new ArrayList<>();
        for (int[] row : Pairs.cover(options.stream().mapToInt(List::size).toArray())) {
            List<Choice<B>> choices = new ArrayList<>();
            for (int option = 0; option < options.size(); option++) {
                choices.add(options.get(option).get(row[option]));
            }
            all.add(new Choices<>(choices));
        }
        return Collections.unmodifiableList(all);
    }

    B applyTo(B builder, Stack stack) {
        choices.forEach(choice -> choice.apply.accept(builder, stack));
        return builder;
    }

    @Override
    public String toString() {
        String names = choices.stream().map(Choice::name).filter(name -> !name.isEmpty()).collect(Collectors.joining(", "));
        return names.isEmpty() ? "defaults" : names;
    }
}
