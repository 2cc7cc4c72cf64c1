package io.github.ecsmonitoring.task;

import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.iam.Grant;
import software.amazon.awscdk.services.iam.IGrantable;

/** A secret which the role can read already: the CDK has no container that takes one without granting it. */
final class UngrantedSecret extends Secret {
    private final Secret secret;

    UngrantedSecret(Secret secret) {
        this.secret = secret;
    }

    @Override
    public String getArn() {
        return secret.getArn();
    }

    @Override
    public Boolean getHasField() {
        return secret.getHasField();
    }

    @Override
    public Grant grantRead(IGrantable grantee) {
        return Grant.drop(grantee, "grantPermissions(false)");
    }
}
