/**
 * Logging to stderr; {@code java.util.logging} would take startup time and another module.
 *
 * <pre>
 * Log              formats lines
 *   LogLimiter     suppresses similar lines
 *   LogOutput      DirectOutput; BackgroundOutput does not block its callers
 * LogThrottle      for a message that each scrape would repeat
 * </pre>
 */
package io.github.ecsmonitoring.exporter.log;
