/** Writes down every change that somebody asks for. */
package network.mandala.bridge.audit;
