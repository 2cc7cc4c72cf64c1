package io.github.ecsmonitoring.grafana.service;

import io.github.ecsmonitoring.internal.IamPermission;
import io.github.ecsmonitoring.internal.NagSuppression;
import io.github.ecsmonitoring.internal.SharedKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.secretsmanager.CfnSecret;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.secretsmanager.SecretStringGenerator;
import software.constructs.Construct;

/** The generated secrets, which exist in Secrets Manager only. */
record GrafanaSecrets(ISecret admin, software.amazon.awscdk.services.ecs.Secret secretKey) {
    private static final String PASSWORD = "password";

    /** @param givenKey the user's secret key; empty to generate one */
    static GrafanaSecrets create(Construct scope, Optional<software.amazon.awscdk.services.ecs.Secret> givenKey) {
        Secret admin = Secret.Builder.create(scope, "Admin")
                .description(
                        "The first administrator of Grafana " + scope.getNode().getPath())
                .generateSecretString(SecretStringGenerator.builder()
                        .secretStringTemplate("{\"username\":\"" + GrafanaSettings.ADMIN_USER + "\"}")
                        .generateStringKey(PASSWORD)
                        .passwordLength(32)
                        .excludePunctuation(true)
                        .build())
                .build();
        encrypt(admin);
        NagSuppression.FIRST_PASSWORD.on(admin);
        return new GrafanaSecrets(admin, givenKey.orElseGet(() -> createKey(scope)));
    }

    private static software.amazon.awscdk.services.ecs.Secret createKey(Construct scope) {
        Secret key = Secret.Builder.create(scope, "SecretKey")
                .description(
                        "The key with which Grafana " + scope.getNode().getPath() + " encrypts secrets in its database")
                .generateSecretString(SecretStringGenerator.builder()
                        .passwordLength(40)
                        .excludePunctuation(true)
                        .build())
                // A database that outlives the stack cannot be read without its key.
                .removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
                .build();
        encrypt(key);
        NagSuppression.DATABASE_KEY.on(key);
        return software.amazon.awscdk.services.ecs.Secret.fromSecretsManager(key);
    }

    /**
     * Not by the CDK's option, which would name the role that reads the secret in the policy of a key of another stack.
     */
    private static void encrypt(Secret secret) {
        SharedKey.of(secret)
                .ifPresent(key -> ((CfnSecret) secret.getNode().getDefaultChild()).setKmsKeyId(key.getKeyArn()));
    }

    /** What a role needs to read them; empty without a key. */
    static Optional<IamPermission> useOfKey(Construct scope) {
        return SharedKey.of(scope)
                .map(key -> new IamPermission(
                        "key " + key.getNode().getPath(),
                        List.of("kms:Decrypt"),
                        key.getKeyArn(),
                        Map.of(
                                "kms:ViaService",
                                "secretsmanager." + Stack.of(scope).getRegion() + ".amazonaws.com")));
    }

    Map<String, software.amazon.awscdk.services.ecs.Secret> variables() {
        Map<String, software.amazon.awscdk.services.ecs.Secret> variables = new TreeMap<>();
        variables.put(
                GrafanaSettings.ADMIN_PASSWORD,
                software.amazon.awscdk.services.ecs.Secret.fromSecretsManager(admin, PASSWORD));
        variables.put(GrafanaSettings.SECRET_KEY, secretKey);
        return variables;
    }
}
