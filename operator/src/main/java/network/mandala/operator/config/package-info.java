/** What a provider sets for the operator. */
package network.mandala.operator.config;
