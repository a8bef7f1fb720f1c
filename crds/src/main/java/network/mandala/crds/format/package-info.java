/**
 * The text formats of values that are strings in the API: quantities, durations, times, names. The
 * patterns stand here once, and so do the accessors that give them a type.
 */
package network.mandala.crds.format;
