/** The bridge under load, beside the published middleware. */
package network.mandala.benchmarks.bridge;
