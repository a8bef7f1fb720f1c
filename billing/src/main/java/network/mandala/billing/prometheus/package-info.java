/**
 * Raw samples out of any server that speaks Prometheus' HTTP API. Nothing that it sends is believed
 * before it was checked, and nothing is kept that was not asked for.
 */
package network.mandala.billing.prometheus;
