/** What was used, and its money. */
package network.mandala.gateway.metering;
