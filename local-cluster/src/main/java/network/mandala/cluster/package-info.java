/** Where the project runs: the first kind of cluster that this machine can offer. */
package network.mandala.cluster;
