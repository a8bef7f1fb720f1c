/** HTTP as far as the bridge needs it: a request, a reply in JSON, a server that carries both. */
package network.mandala.bridge.http;
