/**
 * Shared by several packages and not meant for users; may change in any release. Depends on no other package of this
 * library.
 *
 * <p>{@link io.github.ecsmonitoring.internal.IamPermission} grants IAM actions and detects roles that cannot be
 * extended; {@link io.github.ecsmonitoring.internal.EcrPull} and {@link io.github.ecsmonitoring.internal.SecretRead}
 * are such permissions. {@link io.github.ecsmonitoring.internal.WorkspaceBuilder} holds the options that both kinds of
 * workspace share, and {@link io.github.ecsmonitoring.internal.WorkspaceIdentity} their fixed logical ids.
 * {@link io.github.ecsmonitoring.internal.EcsTasksRole} creates roles of tasks, and
 * {@link io.github.ecsmonitoring.internal.Utf8} checks text; {@link io.github.ecsmonitoring.internal.NearestName}
 * corrects misspelt names; {@link io.github.ecsmonitoring.internal.QuotedYaml} writes YAML;
 * {@link io.github.ecsmonitoring.internal.CdkVersion} rejects an aws-cdk-lib that is too old;
 * {@link io.github.ecsmonitoring.internal.NagSuppression} tells cdk-nag which findings are accepted.
 */
package io.github.ecsmonitoring.internal;
