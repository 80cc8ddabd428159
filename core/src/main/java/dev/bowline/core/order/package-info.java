/** Order life cycle: ids, states, brackets and the watch over protection. */
package dev.bowline.core.order;
