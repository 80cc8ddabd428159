/**
 * The venue as one thing: start-up steps, streams, snapshots, and the exit, through which every
 * order leaves. Slow work (REST reads, name service) runs on threads of its own; the event loops
 * never block.
 */
package dev.bowline.gateway.binance;
