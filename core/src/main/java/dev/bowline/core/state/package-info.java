/** Durable state, value by value: carried over restarts and hashed for replay. */
package dev.bowline.core.state;
