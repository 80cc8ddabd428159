/** The chain: what runs when a slot is published, in which order, on which thread. */
package dev.bowline.core.engine;
