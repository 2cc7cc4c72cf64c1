package io.github.ecsmonitoring.prometheus;

import java.util.regex.Pattern;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.logs.ILogGroup;

/** A log group to which AMP writes: of the workspace's own account and region, with an ARN that ends in {@code :*}. */
final class AmpLogGroup {
    private static final int MAX_ARN = 512;
    private static final Pattern ARN =
            Pattern.compile("arn:aws[a-z0-9-]*:logs:([a-z0-9-]+):([0-9]{12}):log-group:[A-Za-z0-9.\\-_#/]{1,512}:\\*");

    private AmpLogGroup() {}

    /**
     * The ARN of a log group; the parts that are known at synth are checked.
     *
     * @param option the option that takes the log group
     */
    static String arn(String option, ILogGroup group, Stack workspace) {
        String arn = group.getLogGroupArn();
        ResourcePlace place = ResourcePlace.of(arn, group);
        place.requireAccountOf(ResourcePlace.of(workspace), option, "AMP writes to no other one");
        place.requireRegionOf(ResourcePlace.of(workspace), option, "AMP writes to no other one");
        if (!Token.isUnresolved(arn)
                && (arn.length() > MAX_ARN || !ARN.matcher(arn).matches())) {
            throw new IllegalArgumentException(option + " must have an ARN of at most " + MAX_ARN
                    + " characters that looks like arn:aws:logs:REGION:ACCOUNT:log-group:NAME:*, got \"" + arn + "\"");
        }
        return arn;
    }
}
