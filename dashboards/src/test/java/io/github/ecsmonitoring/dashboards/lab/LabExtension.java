package io.github.ecsmonitoring.dashboards.lab;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Passes the run's {@link Labs} to tests, or skips them where no Prometheus is installed. */
final class LabExtension implements ExecutionCondition, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(LabExtension.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (DashboardLab.isPossible()) {
            return ConditionEvaluationResult.enabled("prometheus is installed");
        }
        if (context.getTestMethod().isEmpty()) {
            System.out.println(context.getDisplayName()
                    + " skipped: prometheus is not on the PATH (Debian: apt-get install prometheus)");
        }
        return ConditionEvaluationResult.disabled("prometheus is not on the PATH");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Labs.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Labs.class, key -> new Started(start()), Started.class)
                .labs();
    }

    private static Labs start() {
        try {
            return Labs.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** JUnit closes it at the end of the run. */
    private record Started(Labs labs) implements ExtensionContext.Store.CloseableResource, AutoCloseable {
        @Override
        public void close() {
            labs.close();
        }
    }
}
