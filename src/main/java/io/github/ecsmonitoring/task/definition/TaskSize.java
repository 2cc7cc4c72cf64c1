package io.github.ecsmonitoring.task.definition;

import software.amazon.awscdk.services.ecs.CfnTaskDefinition;
import software.amazon.awscdk.services.ecs.TaskDefinition;

/**
 * CPU and memory of a task as a whole; 0 for a value that is not set or is known at deployment only.
 *
 * @param cpu CPU units, 1024 per vCPU
 * @param memoryMiB memory in MiB
 */
public record TaskSize(int cpu, int memoryMiB) {

    /** The size of a task definition. */
    public static TaskSize of(TaskDefinition task) {
        CfnTaskDefinition resource = (CfnTaskDefinition) task.getNode().getDefaultChild();
        return new TaskSize(known(resource.getCpu()), known(resource.getMemory()));
    }

    /** Whether both values are set and known at synth. */
    public boolean isKnown() {
        return cpu > 0 && memoryMiB > 0;
    }

    /** Gives a task definition this size. */
    public void applyTo(TaskDefinition task) {
        CfnTaskDefinition resource = (CfnTaskDefinition) task.getNode().getDefaultChild();
        resource.setCpu(Integer.toString(cpu));
        resource.setMemory(Integer.toString(memoryMiB));
    }

    private static int known(String value) {
        return value != null && value.matches("[0-9]{1,9}") ? Integer.parseInt(value) : 0;
    }

    @Override
    public String toString() {
        return cpu + " CPU units and " + memoryMiB + " MiB";
    }
}
