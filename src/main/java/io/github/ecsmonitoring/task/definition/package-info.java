/**
 * Read access to task definitions and to the services around them, for {@code task} and {@code task.check}.
 *
 * <pre>
 * AppContainers     the containers of a task by role; Sidecars: the names that the library reserves
 * ContainerOrder    which container starts after which
 * BridgeLinks       links between containers in network mode BRIDGE
 * ContainerDemand   CPU, memory and stop timeout of one container; TaskDemand: of all containers of a task
 * TaskSize          CPU and memory of the task; FargateSizes: the sizes that Fargate offers
 * TaskRuntime       operating system and processor
 * TaskServices      which service runs which task definition on which instances, found once per stage
 * InstanceTemplate  the instance types of a cluster; InstanceMemory: their memory
 * EnclosingStage    the stage with which a construct is synthesized
 * CallbackSteps     a loop over many constructs that does not exhaust jsii's stack
 * </pre>
 *
 * <p>Public for the other two packages only; may change in any release.
 */
package io.github.ecsmonitoring.task.definition;
