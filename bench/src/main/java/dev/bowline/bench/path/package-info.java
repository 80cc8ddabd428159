/** Latency of whole paths, over real sockets, with load that arrives on a schedule. */
package dev.bowline.bench.path;
