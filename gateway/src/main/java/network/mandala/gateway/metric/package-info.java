/** What the gateway counts. */
package network.mandala.gateway.metric;
