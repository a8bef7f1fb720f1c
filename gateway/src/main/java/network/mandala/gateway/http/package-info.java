/** The server. */
package network.mandala.gateway.http;
