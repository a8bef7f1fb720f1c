/** The kind {@code InferenceJob}: one piece of work for a model, queued, paid and receipted. */
package network.mandala.crds.job;
