/**
 * The estimated cost of the monitoring of an app per month.
 *
 * <p>A pure model; only {@link io.github.ecsmonitoring.cost.CostRegistry} is a construct.
 */
package io.github.ecsmonitoring.cost;
