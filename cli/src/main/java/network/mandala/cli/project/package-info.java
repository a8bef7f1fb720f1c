/** {@code mandala project}: make, look at and take away the room that a tenant works in. */
package network.mandala.cli.project;
