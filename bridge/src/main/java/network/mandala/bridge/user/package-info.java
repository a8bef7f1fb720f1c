/** Who registered. Registration is open: it only says that a key is in use here. */
package network.mandala.bridge.user;
