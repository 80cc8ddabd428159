/** May it be sent: hard limits, day figures, streaks, and the reason codes of every refusal. */
package dev.bowline.core.risk;
