/** What a provider sets for billing, and the secrets that its pod mounts. */
package network.mandala.billing.config;
