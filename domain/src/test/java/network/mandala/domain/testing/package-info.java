/** A name server for tests, also of other modules. */
package network.mandala.domain.testing;
