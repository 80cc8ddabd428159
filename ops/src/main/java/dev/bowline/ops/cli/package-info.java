/** The command line: one executable, subcommands, exit codes, and what operators see. */
package dev.bowline.ops.cli;
