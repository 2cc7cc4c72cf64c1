package io.github.ecsmonitoring.task.definition;

import java.util.List;
import java.util.function.Consumer;
import software.constructs.Node;
import software.constructs.RootConstruct;

/**
 * A loop within one jsii callback, such as an Aspect's visit. While a callback runs, jsii's kernel handles each request
 * one call deeper than the previous one and returns only when the callback ends; a hundred monitored tasks overflowed
 * its stack. Each step is therefore a callback of its own: the validation of a construct that belongs to no app, which
 * jsii calls immediately.
 *
 * @see <a href="https://github.com/aws/jsii/blob/main/packages/%40jsii/runtime/lib/host.ts">callbackHandler and
 *     processRequest</a>
 */
public final class CallbackSteps {
    private static final int BATCH = 50;

    private final Node node = new RootConstruct().getNode();
    private Runnable step;

    /** A loop that has not run yet. */
    public CallbackSteps() {
        node.addValidation(() -> {
            step.run();
            return List.of();
        });
    }

    /** Runs the action for each item, in nested batches: a thousand items add only twenty calls to this stack. */
    public <T> void forEach(List<T> items, Consumer<T> action) {
        for (int start = 0; start < items.size(); start += BATCH) {
            List<T> batch = items.subList(start, Math.min(start + BATCH, items.size()));
            run(() -> batch.forEach(item -> run(() -> action.accept(item))));
        }
    }

    private void run(Runnable action) {
        step = action;
        node.validate();
    }
}
