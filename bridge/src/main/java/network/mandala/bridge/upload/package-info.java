/** Uploads: what comes to a signed address is checked, stored and asked for. */
package network.mandala.bridge.upload;
