/** The log of the function, without secrets. */
package io.github.ecsmonitoring.grafanapublisher.log;
