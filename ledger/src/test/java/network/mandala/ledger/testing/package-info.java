/** A real MySQL for the tests of this and other modules. */
package network.mandala.ledger.testing;
