/**
 * The process before agents that may sleep: it passes requests on, holds those for an agent that
 * sleeps until a pod answers, and says when somebody last asked. It decides nothing: the operator
 * starts and ends pods. The same process is the edge of spores, on a port of its own.
 */
package network.mandala.activator;
