/** An operator for tests, on a real API server. */
package network.mandala.operator.testing;
