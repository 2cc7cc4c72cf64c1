package io.github.ecsmonitoring.cost;

import java.util.List;

/**
 * A row of the table of costs.
 *
 * @param item what is paid
 * @param quantity how much of it
 * @param usd US dollars a month
 * @param prices the prices that the amount is computed with
 */
record CostLine(String item, String quantity, double usd, List<Price> prices) {}
