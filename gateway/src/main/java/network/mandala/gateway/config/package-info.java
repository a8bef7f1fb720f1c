/** What a provider decides about the gateway. */
package network.mandala.gateway.config;
