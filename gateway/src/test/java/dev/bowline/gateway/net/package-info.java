/** Tests of the sockets, against a scripted server on loopback. */
package dev.bowline.gateway.net;
