/** A gateway for tests of this and of other modules. */
package network.mandala.gateway.testing;
