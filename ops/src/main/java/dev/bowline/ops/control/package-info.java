/**
 * How operators reach a running engine: a local socket, the questions that go through the ring, and
 * the reports that the decision thread gives.
 */
package dev.bowline.ops.control;
