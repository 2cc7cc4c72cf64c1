/**
 * Everything that is validated about a monitored task, with one class per check.
 *
 * <p>Before anything is added to a task definition, {@code TaskMonitoring} and {@code HostMonitoring} ask
 * {@code TaskDefinitionCheck}, {@code WorkspaceReferenceCheck}, {@code ConstructIdCheck}, {@code ImageAssetCheck},
 * {@code RoleCheck} and {@code BridgeSecretCheck} whether something prevents monitoring. At synth, when the last
 * container has been added, {@code TaskChecks} runs its list. {@code SynthesizedStage} rejects what comes too late.
 * {@code HostPortCheck} validates the services of a daemon's cluster, and {@code TemplateSizeCheck} each stack.
 *
 * <p>A new check at synth is one class that implements {@code TaskCheck} and one line in {@code TaskChecks}.
 */
package io.github.ecsmonitoring.task.check;
