package io.github.ecsmonitoring.prometheus;

import software.constructs.Construct;

/** Where the alert manager of a workspace sends notifications: people, a topic or another service. */
public interface AlertReceiver {
    /** The name in the alert manager definition, unique within one definition. */
    String getName();

    /**
     * Creates what the receiver needs to get notifications of a workspace, such as a topic that the workspace can
     * publish to.
     *
     * @param scope the construct beneath which resources are created; a receiver is bound to a workspace once
     * @param workspace created in this app or imported
     * @return the receiver's integration in the alert manager definition
     * @throws IllegalArgumentException if the workspace cannot reach the receiver
     */
    AlertIntegration bind(Construct scope, IPrometheusWorkspace workspace);
}
