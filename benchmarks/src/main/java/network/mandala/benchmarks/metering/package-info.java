/** A tick of billing over many projects, beside the way in which the older node asked. */
package network.mandala.benchmarks.metering;
