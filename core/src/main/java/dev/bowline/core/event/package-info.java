/**
 * The ring slot and its vocabulary: what comes in (market, user data, request outcomes, time,
 * operator) and what goes out (intents, order commands, decisions). Preallocated mutable records of
 * {@code long}s at scale 1e-8; public fields, because a slot is a form that is filled in, not an
 * object with behaviour.
 */
package dev.bowline.core.event;
