package io.github.ecsmonitoring.task.definition;

import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The memory of EC2 instance types, which the CDK does not know: of the burstable types, and of those whose memory
 * follows from their number of CPUs (c, m and r).
 *
 * @see <a href="https://docs.aws.amazon.com/ec2/latest/instancetypes/">instance types</a>
 */
public final class InstanceMemory {
    private static final Pattern TYPE = Pattern.compile("([a-z]+)([0-9])([a-z-]*)\\.([a-z0-9-]+)");
    private static final Map<String, Integer> BURSTABLE_MIB = Map.of(
            "nano", 512, "micro", 1024, "small", 2048, "medium", 4096, "large", 8192, "xlarge", 16_384, "2xlarge",
            32_768);
    private static final Map<String, Integer> MIB_PER_CPU = Map.of("c", 2048, "m", 4096, "r", 8192);
    /** Since this generation the ratio holds. */
    private static final int OLDEST_GENERATION = 5;

    private InstanceMemory() {}

    /** The memory in MiB; empty for any other type. */
    public static OptionalInt mebibytes(String instanceType) {
        Matcher type = TYPE.matcher(instanceType);
        if (!type.matches()) {
            return OptionalInt.empty();
        }
        String family = type.group(1);
        int generation = Integer.parseInt(type.group(2));
        String size = type.group(4);
        if (family.equals("t") && generation > 1) {
            return of(BURSTABLE_MIB.get(size));
        }
        Integer perCpu = generation >= OLDEST_GENERATION ? MIB_PER_CPU.get(family) : null;
        int cpus = InstanceCpus.regular(size);
        // c5n has more memory than other types of its family.
        boolean regular = perCpu != null && cpus > 0 && !instanceType.startsWith("c5n.");
        return regular ? OptionalInt.of(perCpu * cpus) : OptionalInt.empty();
    }

    private static OptionalInt of(Integer mebibytes) {
        return mebibytes == null ? OptionalInt.empty() : OptionalInt.of(mebibytes);
    }
}
