package io.github.ecsmonitoring.internal;

import java.util.List;
import java.util.regex.Pattern;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.ecs.Secret;

/**
 * What it takes to let ECS put a secret into a container's environment. A key of the user's own also wants
 * {@code kms:Decrypt}, which a secret doesn't tell here.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html">the task
 *     execution role</a>
 */
public final class SecretRead {
    /**
     * {@code arn:partition:secretsmanager:region:account:secret:name}, before the field and the version that ECS takes
     * after it.
     */
    private static final Pattern SECRET = Pattern.compile("((?:[^:]*:){6}[^:]*).*");

    private static final Pattern RANDOM_SUFFIX = Pattern.compile(".*-[A-Za-z0-9]{6}");

    private SecretRead() {}

    /** @param target the secret in the user's words */
    public static Permission of(String target, Secret secret) {
        String arn = secret.getArn();
        // Also in a token: the CDK puts the ARN of a parameter together from its parts.
        return arn.contains(":ssm:")
                ? new Permission(target, List.of("ssm:GetParameters"), arn)
                : new Permission(
                        target,
                        List.of("secretsmanager:GetSecretValue"),
                        Token.isUnresolved(arn) ? arn : complete(arn));
    }

    /** Secrets Manager ends each name with six characters that an ARN made of the name alone lacks. */
    private static String complete(String arn) {
        String secret = SECRET.matcher(arn).replaceFirst("$1");
        return RANDOM_SUFFIX.matcher(secret).matches() ? secret : secret + "-??????";
    }
}
