package network.mandala.bridge.chain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which transactions are in a block, and the hashes that prove it (BUMP, BRC-74). Hashes that
 * follow from others may be left out.
 */
public final class MerklePath {
  private static final int HIGHEST_TREE = 64;
  private static final int LEAST_BYTES_OF_LEAF = 2;
  private static final int IS_DUPLICATE = 1;
  private static final int IS_OF_INTEREST = 2;
  private static final long MOST_OFFSET = Long.MAX_VALUE;
  private static final byte[] DUPLICATE = new byte[0];

  private final long height;
  private final List<Map<Long, byte[]>> levels;
  private final Map<TxId, Long> offsets;

  private MerklePath(long height, List<Map<Long, byte[]>> levels) {
    this.height = height;
    this.levels = levels;
    this.offsets = new HashMap<>();
    levels
        .getFirst()
        .forEach(
            (offset, hash) -> {
              if (hash != DUPLICATE) {
                offsets.putIfAbsent(TxId.of(hash), offset);
              }
            });
  }

  /**
   * @throws InvalidChainData if it is none, or something follows it
   */
  public static MerklePath parse(byte[] bytes) {
    var in = new ByteReader(bytes);
    var path = read(in);
    in.end();
    return path;
  }

  static MerklePath read(ByteReader in) {
    long height = in.number(Integer.MAX_VALUE, "the height of a block");
    int tree = in.uint8();
    if (tree < 1 || tree > HIGHEST_TREE) {
      throw new InvalidChainData("the tree of a block has 1 to " + HIGHEST_TREE + " levels");
    }
    var levels = new ArrayList<Map<Long, byte[]>>(tree);
    for (int level = 0; level < tree; level++) {
      levels.add(readLevel(in, level, tree));
    }
    if (levels.getFirst().isEmpty()) {
      throw new InvalidChainData("a proof is of no transaction");
    }
    return new MerklePath(height, levels);
  }

  private static Map<Long, byte[]> readLevel(ByteReader in, int level, int tree) {
    int leaves = in.count(LEAST_BYTES_OF_LEAF, "the number of leaves");
    var read = new HashMap<Long, byte[]>();
    for (int i = 0; i < leaves; i++) {
      long offset = in.number(MOST_OFFSET, "an offset");
      if (tree - level < Long.SIZE && offset >> (tree - level) != 0) {
        throw new InvalidChainData("a leaf is beside its tree");
      }
      if (read.putIfAbsent(offset, readLeaf(in, offset)) != null) {
        throw new InvalidChainData("a leaf is there twice");
      }
    }
    return read;
  }

  private static byte[] readLeaf(ByteReader in, long offset) {
    int flags = in.uint8();
    if (flags > IS_OF_INTEREST) {
      throw new InvalidChainData("a leaf has unknown flags");
    }
    if (flags != IS_DUPLICATE) {
      return in.hash();
    }
    if (offset % 2 == 0) {
      throw new InvalidChainData("only a leaf on the right is a duplicate");
    }
    return DUPLICATE;
  }

  public long height() {
    return height;
  }

  /**
   * What the block's root must be if this transaction is in it.
   *
   * @throws InvalidChainData if the transaction or a hash is missing
   */
  public ChainRoot rootFor(TxId transaction) {
    var offset = offsets.get(transaction);
    if (offset == null) {
      throw new InvalidChainData("a proof does not name its transaction");
    }
    if (levels.size() == 1 && levels.getFirst().size() == 1) {
      // The only transaction of its block.
      return new ChainRoot(height, transaction);
    }
    var hash = transaction.bytes();
    for (int level = 0; level < levels.size(); level++) {
      long here = offset >> level;
      var beside =
          leaf(level, here ^ 1)
              .orElseThrow(() -> new InvalidChainData("a proof lacks a hash beside its way"));
      if (beside == DUPLICATE) {
        hash = Hash256.of(hash, hash);
      } else if (here % 2 == 0) {
        hash = Hash256.of(hash, beside);
      } else {
        hash = Hash256.of(beside, hash);
      }
    }
    return new ChainRoot(height, TxId.of(hash));
  }

  /** What was given, or follows from the level below; then it is kept. */
  private Optional<byte[]> leaf(int level, long offset) {
    var given = levels.get(level).get(offset);
    if (given != null || level == 0) {
      return Optional.ofNullable(given);
    }
    var left = leaf(level - 1, offset << 1);
    if (left.isEmpty()) {
      return left;
    }
    var right = leaf(level - 1, (offset << 1) + 1);
    if (right.isEmpty()) {
      return right;
    }
    var hash = Hash256.of(left.get(), right.get() == DUPLICATE ? left.get() : right.get());
    levels.get(level).put(offset, hash);
    return Optional.of(hash);
  }
}
