/**
 * The node's own API for new clients: resources below {@code /v2}, problem details (RFC 9457) for
 * whatever goes wrong, pages with cursors. The operations are those of the older API.
 */
package network.mandala.bridge.v2;
