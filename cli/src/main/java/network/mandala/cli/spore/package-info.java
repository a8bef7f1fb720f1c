/**
 * {@code mandala spore}: makes keys, signs programs, looks into bundles, checks, publishes and runs
 * them. The older mesh's flags with one dash are taken too.
 */
package network.mandala.cli.spore;
