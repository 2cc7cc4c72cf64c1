package io.github.ecsmonitoring.prometheus;

import java.util.Objects;
import java.util.regex.Pattern;
import software.amazon.awscdk.Arn;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.Token;
import software.constructs.Construct;

/** A workspace that is created elsewhere, identified by its ARN. */
final class ImportedWorkspace extends WorkspaceBase {
    private static final Pattern ARN =
            Pattern.compile("arn:aws[a-z-]*:aps:[a-z]{2}(-[a-z]+)+-[0-9]+:[0-9]{12}:workspace/ws-[-.0-9A-Z_a-z]+");

    private final String arn;
    private final ArnComponents parts;

    ImportedWorkspace(Construct scope, String id, String arn) {
        super(scope, id);
        this.arn = arn;
        this.parts = Arn.split(arn, ArnFormat.SLASH_RESOURCE_NAME);
    }

    static void check(String arn) {
        if (!Token.isUnresolved(Objects.requireNonNull(arn, "workspaceArn"))
                && !ARN.matcher(arn).matches()) {
            throw new IllegalArgumentException(
                    "workspaceArn must look like arn:aws:aps:REGION:ACCOUNT:workspace/ws-ID, got \"" + arn + "\"");
        }
    }

    @Override
    public String getWorkspaceArn() {
        return arn;
    }

    @Override
    public String getWorkspaceId() {
        return parts.getResourceName();
    }

    @Override
    public String getWorkspaceRegion() {
        return parts.getRegion();
    }
}
