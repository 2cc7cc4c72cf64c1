package io.github.ecsmonitoring.task;

import software.amazon.awscdk.services.ecs.CfnTaskDefinition;
import software.amazon.awscdk.services.ecs.TaskDefinition;

/**
 * CPU (units, 1024 in a vCPU) and memory of a task as a whole; 0 for what it does not say, or what only the deployment
 * knows.
 */
record TaskSize(int cpu, int memoryMiB) {

    static TaskSize of(TaskDefinition task) {
        CfnTaskDefinition resource = (CfnTaskDefinition) task.getNode().getDefaultChild();
        return new TaskSize(known(resource.getCpu()), known(resource.getMemory()));
    }

    boolean isKnown() {
        return cpu > 0 && memoryMiB > 0;
    }

    void applyTo(TaskDefinition task) {
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
