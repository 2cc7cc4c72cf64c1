/**
 * Whose metrics these are: a machine's (HOST) or one ECS task's (TASK).
 *
 * <p>{@code ScopeFlags} is {@code --scope}; {@code Surroundings} are the facts that this process finds around itself
 * (files, environment, process namespace), and {@code ScopeDecision} is what follows from both, a function without I/O.
 * Uses {@code flags} and {@code host}.
 */
package io.github.ecsmonitoring.exporter.scope;
