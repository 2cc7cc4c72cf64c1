/**
 * Mutation tests of the rules: each mutant is a rules file with one small fault, which a rule test or a scenario must
 * notice. Runs with {@code mvn -pl dashboards verify -Pmutation}.
 */
package io.github.ecsmonitoring.dashboards.mutation;
