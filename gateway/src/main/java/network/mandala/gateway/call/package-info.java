/** What is asked for, and how it is refused. */
package network.mandala.gateway.call;
