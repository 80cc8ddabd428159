/**
 * Sockets without knowledge of the venue: event loops, WebSocket sessions that come back by
 * themselves, and a pool of warm HTTP/1.1 connections. Everything runs on the event loop it was
 * given; nothing blocks it.
 */
package dev.bowline.gateway.net;
