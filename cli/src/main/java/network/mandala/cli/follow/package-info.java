/** Waiting for a resource while telling what happens to it. */
package network.mandala.cli.follow;
