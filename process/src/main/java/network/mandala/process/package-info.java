/**
 * What is around every process that runs in the cluster: how it begins and ends as a program, and
 * what kubelets and Prometheus ask it.
 */
package network.mandala.process;
