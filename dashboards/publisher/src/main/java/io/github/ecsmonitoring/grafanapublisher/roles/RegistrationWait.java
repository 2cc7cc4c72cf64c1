package io.github.ecsmonitoring.grafanapublisher.roles;

import io.github.ecsmonitoring.grafanapublisher.aws.AwsFailure;
import io.github.ecsmonitoring.grafanapublisher.log.FunctionLog;
import io.github.ecsmonitoring.grafanapublisher.time.Deadline;
import io.github.ecsmonitoring.grafanapublisher.time.Pauses;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Repeats a call that is denied because IAM Identity Center does not have the application of a new workspace yet. It is
 * registered a minute or two after the workspace is active. The same text comes back for ever if the caller lacks
 * permissions of IAM Identity Center.
 */
final class RegistrationWait {
    private static final String UNREGISTERED = "managed application";
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final int ATTEMPTS = 18;

    private final Deadline deadline;
    private final Pauses pauses;
    private final FunctionLog log;

    RegistrationWait(Deadline deadline, Pauses pauses, FunctionLog log) {
        this.deadline = deadline;
        this.pauses = pauses;
        this.log = log;
    }

    <T> T call(Supplier<T> call) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return call.get();
            } catch (AwsFailure e) {
                if (e.kind() != AwsFailure.Kind.DENIED || !e.getMessage().contains(UNREGISTERED)) {
                    throw e;
                }
                if (attempt == ATTEMPTS || !deadline.allows(PAUSE)) {
                    throw new AwsFailure(
                            e.kind(),
                            e.getMessage() + "; it also needs the sso and sso-directory actions of the managed policy"
                                    + " AWSGrafanaWorkspacePermissionManagementV2, sso:AssociateProfile and"
                                    + " sso:DisassociateProfile");
                }
                if (attempt == 1) {
                    log.info("waiting until IAM Identity Center has registered the workspace");
                }
                pauses.pause(PAUSE);
            }
        }
    }
}
