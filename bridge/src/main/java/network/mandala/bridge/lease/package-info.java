/** Which replica does what of the rows that are due. */
package network.mandala.bridge.lease;
