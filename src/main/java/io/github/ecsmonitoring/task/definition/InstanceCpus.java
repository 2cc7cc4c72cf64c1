package io.github.ecsmonitoring.task.definition;

import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The CPUs of EC2 instance types, which the CDK does not know and which follow from their size.
 *
 * @see <a href="https://docs.aws.amazon.com/ec2/latest/instancetypes/">instance types</a>
 */
public final class InstanceCpus {
    private static final Pattern BURSTABLE = Pattern.compile("t[3-9][a-z]*\\.(?:nano|micro|small|medium)");
    private static final Pattern XLARGE = Pattern.compile("([0-9]{0,2})xlarge");
    private static final int OF_XLARGE = 4;
    private static final Map<String, Integer> SMALL = Map.of("medium", 1, "large", 2);

    private InstanceCpus() {}

    /** The CPUs of a type such as {@code m7i.2xlarge}; empty for other sizes, such as metal. */
    public static OptionalInt of(String instanceType) {
        if (BURSTABLE.matcher(instanceType).matches()) {
            return OptionalInt.of(2);
        }
        int cpus = regular(instanceType.substring(instanceType.indexOf('.') + 1));
        return cpus > 0 ? OptionalInt.of(cpus) : OptionalInt.empty();
    }

    /** The CPUs of a size of all but burstable types; 0 for other sizes, such as metal. */
    static int regular(String size) {
        Matcher xlarge = XLARGE.matcher(size);
        return xlarge.matches()
                ? OF_XLARGE * (xlarge.group(1).isEmpty() ? 1 : Integer.parseInt(xlarge.group(1)))
                : SMALL.getOrDefault(size, 0);
    }
}
