/**
 * Measurements on a running cluster: how long a tenant waits, beside the direct way of doing the
 * same by hand, and what the operator costs. Nothing here is asserted; the figures are printed.
 */
package network.mandala.benchmarks;
