/** Dashboards and folders of the asset in S3. */
package io.github.ecsmonitoring.grafanapublisher.bundle;
