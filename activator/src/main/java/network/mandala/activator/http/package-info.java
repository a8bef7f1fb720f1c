/**
 * HTTP/1.1 as a proxy sees it that reads heads and passes bytes on: one connection carries one
 * request and its answer, so that bodies, streams and WebSockets need no code.
 */
package network.mandala.activator.http;
