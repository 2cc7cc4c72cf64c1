/** Events of custom resources, and answers to CloudFormation. */
package io.github.ecsmonitoring.grafanapublisher.cloudformation;
