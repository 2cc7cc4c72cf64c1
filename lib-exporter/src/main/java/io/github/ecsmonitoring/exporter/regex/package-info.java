/** Regular expressions in Go syntax, for the flags and configuration of node_exporter's users. */
package io.github.ecsmonitoring.exporter.regex;
