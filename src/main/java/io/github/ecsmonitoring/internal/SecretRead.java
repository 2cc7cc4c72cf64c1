package io.github.ecsmonitoring.internal;

import java.util.List;
import java.util.regex.Pattern;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.ecs.Secret;

/**
 * The permission with which ECS reads a secret for a container's environment. A customer managed key also needs
 * {@code kms:Decrypt}, but the secret does not expose its key.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html">the task
 *     execution role</a>
 */
public final class SecretRead {
    /**
     * {@code arn:partition:secretsmanager:region:account:secret:name}, without the field and the version that ECS
     * accepts after it.
     */
    private static final Pattern SECRET = Pattern.compile("((?:[^:]*:){6}[^:]*).*");

    private static final Pattern RANDOM_SUFFIX = Pattern.compile(".*-[A-Za-z0-9]{6}");

    private SecretRead() {}

    /** @param target the secret as messages name it */
    public static IamPermission of(String target, Secret secret) {
        String arn = secret.getArn();
        // Works for a token too: the CDK assembles the ARN of a parameter from its parts.
        return arn.contains(":ssm:")
                ? new IamPermission(target, List.of("ssm:GetParameters"), arn)
                : new IamPermission(
                        target,
                        List.of("secretsmanager:GetSecretValue"),
                        Token.isUnresolved(arn) ? arn : complete(arn));
    }

    /** Secrets Manager appends six characters to each name, which an ARN built from the name lacks. */
    private static String complete(String arn) {
        String secret = SECRET.matcher(arn).replaceFirst("$1");
        return RANDOM_SUFFIX.matcher(secret).matches() ? secret : secret + "-??????";
    }
}
