/**
 * What several packages share and no user calls: {@link io.github.ecsmonitoring.internal.Permission} grants to a role
 * and notices when that does nothing, {@link io.github.ecsmonitoring.internal.EcrPull} and
 * {@link io.github.ecsmonitoring.internal.SecretRead} are such permissions,
 * {@link io.github.ecsmonitoring.internal.LogicalIds} guards logical ids that do not follow the construct tree. May
 * change in any release. Uses no other package of this library.
 */
package io.github.ecsmonitoring.internal;
