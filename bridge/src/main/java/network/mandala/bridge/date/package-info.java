/** Dates as the JavaScript of the older nodes writes and reads them. */
package network.mandala.bridge.date;
