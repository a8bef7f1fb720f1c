/** A real API server for tests: of this module, and through its test jar of the others. */
package network.mandala.crds.testing;
