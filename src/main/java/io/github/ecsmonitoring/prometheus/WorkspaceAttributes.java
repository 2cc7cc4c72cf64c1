package io.github.ecsmonitoring.prometheus;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awscdk.Token;

/**
 * A workspace that exists, and how it is accessed from another account.
 *
 * <pre>{@code
 * WorkspaceAttributes.of("arn:aws:aps:eu-west-1:111122223333:workspace/ws-0a1b2c3d")
 *     .writerRoleArn("arn:aws:iam::111122223333:role/prometheus-writer")
 * }</pre>
 *
 * <p>Immutable: each method returns a new value.
 */
public final class WorkspaceAttributes {
    private static final Pattern ARN =
            Pattern.compile("arn:aws[a-z-]*:aps:[a-z]{2}(-[a-z]+)+-[0-9]+:[0-9]{12}:workspace/ws-[-.0-9A-Z_a-z]+");
    private static final Pattern ROLE =
            Pattern.compile("arn:aws[a-z-]*:iam::[0-9]{12}:role/([!-~]+/)?[A-Za-z0-9+=,.@_-]{1,64}");
    private static final Pattern KEY = Pattern.compile("arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/.+");

    private final String workspaceArn;
    private final String writerRoleArn;
    private final String encryptionKeyArn;

    private WorkspaceAttributes(String workspaceArn, String writerRoleArn, String encryptionKeyArn) {
        this.workspaceArn = workspaceArn;
        this.writerRoleArn = writerRoleArn;
        this.encryptionKeyArn = encryptionKeyArn;
    }

    /**
     * A workspace of any account and region.
     *
     * @param workspaceArn for example {@code arn:aws:aps:eu-west-1:123456789012:workspace/ws-0a1b2c3d}; may be a token
     * @throws IllegalArgumentException if it is not the ARN of a workspace
     */
    public static WorkspaceAttributes of(String workspaceArn) {
        return new WorkspaceAttributes(
                matching("workspaceArn", workspaceArn, ARN, "arn:aws:aps:REGION:ACCOUNT:workspace/ws-ID"), null, null);
    }

    /**
     * A role in the workspace's account, such as a {@link WorkspaceWriterRole}. Task roles are granted
     * {@code sts:AssumeRole} on it instead of {@code aps:RemoteWrite}, and collectors assume it with the STS endpoint
     * of their own region. Default: collectors write with their task role.
     *
     * @throws IllegalArgumentException if it is not the ARN of a role
     */
    public WorkspaceAttributes writerRoleArn(String arn) {
        return new WorkspaceAttributes(
                workspaceArn, matching("writerRoleArn", arn, ROLE, "arn:aws:iam::ACCOUNT:role/NAME"), encryptionKeyArn);
    }

    /**
     * The customer managed key that encrypts the workspace. Grantees of another account are granted its use through
     * AMP, which the key's policy must allow too. Default: none, which is right for all grantees of the key's account.
     *
     * @throws IllegalArgumentException if it is not the ARN of a key
     */
    public WorkspaceAttributes encryptionKeyArn(String arn) {
        return new WorkspaceAttributes(
                workspaceArn,
                writerRoleArn,
                matching("encryptionKeyArn", arn, KEY, "arn:aws:kms:REGION:ACCOUNT:key/ID"));
    }

    String workspaceArn() {
        return workspaceArn;
    }

    Optional<String> writerRoleArn() {
        return Optional.ofNullable(writerRoleArn);
    }

    Optional<String> encryptionKeyArn() {
        return Optional.ofNullable(encryptionKeyArn);
    }

    private static String matching(String option, String arn, Pattern pattern, String example) {
        if (!Token.isUnresolved(Objects.requireNonNull(arn, option))
                && !pattern.matcher(arn).matches()) {
            throw new IllegalArgumentException(option + " must look like " + example + ", got \"" + arn + "\"");
        }
        return arn;
    }
}
