package io.github.ecsmonitoring.cost;

/**
 * A row of the table of costs.
 *
 * @param item what is paid
 * @param quantity how much of it
 * @param usd US dollars a month
 */
record CostLine(String item, String quantity, double usd) {}
