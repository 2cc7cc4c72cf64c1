/** Regular expressions as Go reads them, for the flags and files that node_exporter's users bring along. */
package io.github.ecsmonitoring.exporter.regex;
