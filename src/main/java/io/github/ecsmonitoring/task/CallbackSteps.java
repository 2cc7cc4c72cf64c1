package io.github.ecsmonitoring.task;

import java.util.List;
import java.util.function.Consumer;
import software.constructs.Node;
import software.constructs.RootConstruct;

/**
 * A loop within one callback of jsii, such as an Aspect's visit. While a callback runs, jsii's kernel answers each
 * request one call deeper than the one before, and comes up when the callback is over; a hundred monitored tasks
 * overflowed its stack. So each step is a callback of its own, made by the one thing that calls back at once: the
 * validation of a construct, here of one that is in no app.
 *
 * @see <a href="https://github.com/aws/jsii/blob/main/packages/%40jsii/runtime/lib/host.ts">callbackHandler and
 *     processRequest</a>
 */
final class CallbackSteps {
    private static final int BATCH = 50;

    private final Node node = new RootConstruct().getNode();
    private Runnable step;

    CallbackSteps() {
        node.addValidation(() -> {
            step.run();
            return List.of();
        });
    }

    /** Steps in batches, which are steps themselves: so a thousand items take twenty calls here. */
    <T> void forEach(List<T> items, Consumer<T> action) {
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
