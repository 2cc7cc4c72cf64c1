package io.github.ecsmonitoring.e2e;

import io.github.ecsmonitoring.EcsMonitoring;
import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.alerting.Receiver;
import io.github.ecsmonitoring.prometheus.AlertManagerDefinition;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.secretsmanager.Secret;

/** Stacks with a workspace and receivers, as a user writes them. */
final class AlertStacks {
    /** Parts of the topics' logical ids. */
    static final String EMAIL = "email";

    static final String SLACK = "slack";
    static final String HEARTBEATS = "Heartbeats";

    private AlertStacks() {}

    /** The library's rules, and people with e-mail, Slack and PagerDuty. */
    static Stack everyReceiver() {
        Stack stack = Synth.stack();
        EcsMonitoring.Builder.create(stack, "Monitoring")
                .withoutGrafana()
                .alerts(receivers(stack))
                .build();
        return stack;
    }

    /** Rules of the user's own, and the same people. */
    static Stack everyReceiver(String rules) {
        Stack stack = Synth.stack();
        PrometheusWorkspace.Builder.create(stack, "Prometheus")
                .withoutBundledRules()
                .alertManager(
                        AlertManagerDefinition.Builder.create(receivers(stack)).build())
                .build()
                .addRules("tests", rules);
        return stack;
    }

    private static Receiver[] receivers(Stack stack) {
        return new Receiver[] {
            Receiver.email("oncall@example.com"),
            Receiver.slack("T0123ABCD", "C0123ABCD"),
            Receiver.pagerDuty(Secret.Builder.create(stack, "PagerDuty")
                    .encryptionKey(new Key(stack, "PagerDutyKey"))
                    .build())
        };
    }
}
