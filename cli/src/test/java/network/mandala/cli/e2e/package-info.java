/**
 * The product on a real cluster, from the command line to the answer over HTTP. Each class has a
 * project of its own, which it deletes; what disturbs the whole cluster (a killed operator, a
 * registry that is down) is isolated and runs alone.
 */
package network.mandala.cli.e2e;
