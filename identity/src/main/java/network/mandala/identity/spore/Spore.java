package network.mandala.identity.spore;

/**
 * A bundle whose signature and hash are good. Whether its signer is trusted is another question.
 *
 * @param signer whose key signed it
 * @param binaryBytes the size of the program
 */
public record Spore(SporeManifest manifest, SporePublicKey signer, long binaryBytes) {}
