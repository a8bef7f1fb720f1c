/**
 * From samples to quantities, without any I/O. What a series says between two samples is one
 * amount; amounts are shared out to windows so that the windows of any length add up to the whole.
 */
package network.mandala.billing.metering;
