/**
 * How a process reads what a provider sets: one YAML file, overridden by environment variables,
 * read once at start. All problems are reported together; keys that nobody reads are problems too.
 * And what several processes make of such settings in the same way: which servers they believe.
 */
package network.mandala.configuration;
