/** What is known of the market per instrument: book, trades, bars, age and gaps. */
package dev.bowline.core.market;
