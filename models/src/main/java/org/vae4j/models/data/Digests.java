package org.vae4j.models.data;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Consumer;

/** Content digests, for provenance. */
final class Digests {
  private Digests() {}

  /** The SHA-256, in lower-case hexadecimal, of what {@code content} feeds. */
  static String sha256(Consumer<MessageDigest> content) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      content.accept(digest);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("sha256: every Java platform must have SHA-256", impossible);
    }
  }

  /** Feeds integers, 4 bytes each, big-endian. */
  static void update(MessageDigest digest, int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Integer.BYTES));
    bytes.asIntBuffer().put(values);
    digest.update(bytes);
  }
}
