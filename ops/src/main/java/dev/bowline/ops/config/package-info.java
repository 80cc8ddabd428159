/**
 * The configuration: one table of keys, read once at start from defaults, YAML, environment and
 * command line, checked as a whole, and never changed afterwards.
 */
package dev.bowline.ops.config;
