/** A bridge to play with, and clients of it. */
package network.mandala.bridge.testing;
