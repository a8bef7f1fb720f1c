/** How long it takes to check a bundle, here and in plain Go. */
package network.mandala.benchmarks.spore;
