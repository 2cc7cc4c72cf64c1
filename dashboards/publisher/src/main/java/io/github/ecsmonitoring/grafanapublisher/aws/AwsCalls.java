package io.github.ecsmonitoring.grafanapublisher.aws;

import io.github.ecsmonitoring.grafanapublisher.aws.AwsFailure.Kind;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.grafana.model.ServiceQuotaExceededException;

/** Calls operations of one workspace, and turns the SDK's exceptions into messages for people. */
final class AwsCalls {
    private final String workspaceId;

    AwsCalls(String workspaceId) {
        this.workspaceId = workspaceId;
    }

    /** Calls an operation, for example {@code DescribeWorkspace}. */
    <T> T call(String operation, Supplier<T> call) {
        try {
            return call.get();
        } catch (AwsServiceException e) {
            throw failure(operation, e);
        } catch (SdkException e) {
            throw new AwsFailure(
                    Kind.OTHER,
                    "no answer to grafana:" + operation + " for workspace " + workspaceId + ": " + e.getMessage());
        }
    }

    private AwsFailure failure(String operation, AwsServiceException e) {
        String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
        String text = e.awsErrorDetails() == null
                ? e.getMessage()
                : e.awsErrorDetails().errorMessage();
        Kind kind = kind(e);
        String remedy = kind == Kind.DENIED
                ? "; the function's role needs grafana:" + operation + " on the workspace, and the endpoint's policy"
                        + " must allow it"
                : "";
        return new AwsFailure(
                kind,
                "grafana:" + operation + " for workspace " + workspaceId + " failed with " + code + " (status "
                        + e.statusCode() + "): " + text + remedy);
    }

    private static Kind kind(AwsServiceException e) {
        if (e instanceof ServiceQuotaExceededException) {
            return Kind.QUOTA;
        }
        return switch (e.statusCode()) {
            case 404 -> Kind.NOT_FOUND;
            case 409 -> Kind.CONFLICT;
            case 403 -> Kind.DENIED;
            case 400 -> Kind.INVALID;
            default -> Kind.OTHER;
        };
    }
}
