/** What the tests of several packages share: a venue that follows a script, and waiting. */
package dev.bowline.gateway.testing;
