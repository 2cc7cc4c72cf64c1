/** HTTP with a time limit for the whole exchange. */
package io.github.ecsmonitoring.grafanapublisher.http;
