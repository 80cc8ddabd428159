/** Deadlines on event time. */
package dev.bowline.core.timer;
