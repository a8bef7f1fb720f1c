/** The two small HTTP servers of the process: bounded, on virtual threads, without a framework. */
package network.mandala.operator.http;
