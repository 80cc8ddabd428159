/** What a run did: figures gathered from the chain's slots, as text and JSON. */
package dev.bowline.ops.report;
