package io.github.ecsmonitoring.task;

import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.iam.Grant;
import software.amazon.awscdk.services.iam.IGrantable;

/** A secret for which no read access is granted; the CDK grants it for any other secret of a container. */
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
