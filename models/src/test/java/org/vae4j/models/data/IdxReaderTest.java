package org.vae4j.models.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vae4j.models.data.SplitTest.assertRefused;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdxReaderTest {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("file");
  }

  private Path write(byte[] bytes) {
    try {
      return Files.write(file(), bytes);
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  @ParameterizedTest(name = "gzip: {0}")
  @ValueSource(booleans = {false, true})
  void images_areRead(boolean gzip) {
    byte[] bytes = Idx.images(3, 2, 5);
    Split split = IdxReader.images(write(gzip ? Idx.gzip(bytes) : bytes));
    assertEquals(3, split.size());
    assertEquals(2, split.rows());
    assertEquals(5, split.columns());
    float[] last = new float[10];
    split.fill(2, last, 0);
    for (int i = 0; i < last.length; i++) {
      assertEquals((20 + i) / 255f, last[i]);
    }
    assertFalse(split.hasLabels());
  }

  /** More than the reader's first chunk, so that it has to grow. */
  @Test
  void images_ofThreeMegabytes_areRead() {
    byte[] bytes = Idx.images(3, 1000, 1000);
    byte[] pixels = Arrays.copyOfRange(bytes, 16, bytes.length);
    assertEquals(
        Split.ofBytes(1000, 1000, pixels).sha256(), IdxReader.images(write(bytes)).sha256());
  }

  @Test
  void labels_areUnsigned() {
    assertArrayEquals(new int[] {0, 9, 255}, IdxReader.labels(write(Idx.labels(0, 9, 255))));
    assertArrayEquals(new int[] {7}, IdxReader.labels(write(Idx.gzip(Idx.labels(7)))));
  }

  static Stream<Arguments> badImages() {
    byte[] good = Idx.images(2, 3, 4);
    return Stream.of(
        Arguments.of("empty", new byte[0], "must have a header of 16 bytes; got 0"),
        Arguments.of(
            "cut in the magic", Arrays.copyOf(good, 3), "must have a header of 16 bytes; got 3"),
        Arguments.of(
            "cut in the header", Arrays.copyOf(good, 15), "must have a header of 16 bytes; got 15"),
        Arguments.of(
            "labels",
            Idx.labels(1, 2, 3, 4, 5, 6, 7, 8),
            "must start with the magic number 0x00000803; got 0x00000801"),
        Arguments.of(
            "short labels",
            Idx.labels(1),
            "must start with the magic number 0x00000803; got 0x00000801"),
        Arguments.of(
            "text",
            "hello, this is no image".getBytes(StandardCharsets.UTF_8),
            "must start with the magic number 0x00000803; got 0x68656c6c"),
        Arguments.of(
            "little-endian",
            Idx.file(new int[] {0x03080000, 1, 1, 1}, (byte) 1),
            "must start with the magic number 0x00000803; got 0x03080000"),
        Arguments.of(
            "floats",
            Idx.file(new int[] {0x0d03, 1, 1, 1}, (byte) 1),
            "must start with the magic number 0x00000803; got 0x00000d03"),
        Arguments.of(
            "negative count", Idx.file(new int[] {0x803, -1, 2, 2}), "count must be > 0; got -1"),
        Arguments.of(
            "no images", Idx.file(new int[] {0x803, 0, 28, 28}), "count must be > 0; got 0"),
        Arguments.of(
            "negative rows", Idx.file(new int[] {0x803, 1, -28, 28}), "rows must be > 0; got -28"),
        Arguments.of(
            "no columns", Idx.file(new int[] {0x803, 1, 28, 0}), "columns must be > 0; got 0"),
        Arguments.of(
            "two negative sizes",
            Idx.file(new int[] {0x803, -1, -1, 1}, (byte) 1),
            "count must be > 0; got -1"),
        Arguments.of(
            "an overflow of int",
            Idx.file(new int[] {0x803, 65536, 65536, 1}),
            "must have at most 2147483639 pixel bytes; got sizes [65536, 65536, 1]"),
        Arguments.of(
            "an overflow of long",
            Idx.file(new int[] {0x803, 0x7fffffff, 0x7fffffff, 0x7fffffff}),
            "must have at most 2147483639 pixel bytes; got sizes [2147483647, 2147483647, 2147483647]"),
        Arguments.of(
            "a claim of 2 GB",
            Idx.file(new int[] {0x803, 2000, 1000, 1000}, (byte) 1),
            "must hold 2000000000 pixel bytes; got 1"),
        Arguments.of("no pixels", Arrays.copyOf(good, 16), "must hold 24 pixel bytes; got 0"),
        Arguments.of("cut pixels", Arrays.copyOf(good, 39), "must hold 24 pixel bytes; got 23"),
        Arguments.of(
            "one byte more", Arrays.copyOf(good, 41), "must end after 24 pixel bytes; got more"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badImages")
  void badImages_areRefused(String what, byte[] bytes, String message) {
    assertRefused(file() + ": " + message, () -> IdxReader.images(write(bytes)));
    assertRefused(file() + ": " + message, () -> IdxReader.images(write(Idx.gzip(bytes))));
  }

  @Test
  void badLabels_areRefused() {
    byte[] good = Idx.labels(1, 2, 3);
    assertRefused(
        file() + ": must hold 3 label bytes; got 2",
        () -> IdxReader.labels(write(Arrays.copyOf(good, 10))));
    assertRefused(
        file() + ": must end after 3 label bytes; got more",
        () -> IdxReader.labels(write(Arrays.copyOf(good, 12))));
    assertRefused(
        file() + ": must start with the magic number 0x00000801; got 0x00000803",
        () -> IdxReader.labels(write(Idx.images(1, 1, 1))));
    assertRefused(
        file() + ": count must be > 0; got -5",
        () -> IdxReader.labels(write(Idx.file(new int[] {0x801, -5}))));
  }

  @Test
  void damagedGzip_isRefused() {
    byte[] gzip = Idx.gzip(Idx.images(2, 3, 4));
    byte[] badChecksum = gzip.clone();
    badChecksum[gzip.length - 8] ^= 1;
    assertRefused(
        file() + ": must be a whole gzip stream; got Corrupt GZIP trailer",
        () -> IdxReader.images(write(badChecksum)));
    assertRefused(
        file() + ": must be a whole gzip stream; got one cut short",
        () -> IdxReader.images(write(Arrays.copyOf(gzip, gzip.length - 3))));
    byte[] badMethod = gzip.clone();
    badMethod[2] = 7;
    assertRefused(
        file() + ": must be a whole gzip stream; got Unsupported compression method",
        () -> IdxReader.images(write(badMethod)));
    byte[] twice = Arrays.copyOf(gzip, 2 * gzip.length);
    System.arraycopy(gzip, 0, twice, gzip.length, gzip.length);
    assertRefused(
        file() + ": must end after 24 pixel bytes; got more", () -> IdxReader.images(write(twice)));
  }

  @Test
  void missingFile_isRefused() {
    assertRefused(
        folder.resolve("absent") + ": must be a file; got none",
        () -> IdxReader.images(folder.resolve("absent")));
    assertRefused(folder + ": must be a file; got a folder", () -> IdxReader.images(folder));
  }

  /** Whatever the bytes, the answer is a split or one line that names the file, and soon. */
  @ParameterizedTest(name = "gzip: {0}")
  @ValueSource(booleans = {false, true})
  void mutatedFiles_areReadOrRefusedInOneLine(boolean gzip) {
    byte[] good = gzip ? Idx.gzip(Idx.images(3, 4, 5)) : Idx.images(3, 4, 5);
    int[] outcomes = new int[2];
    assertTimeoutPreemptively(
        Duration.ofMinutes(5),
        () -> {
          for (int mutation = 0; mutation < 2000; mutation++) {
            outcomes[accepted(mutated(good, Mix.key("mutation", mutation))) ? 1 : 0]++;
          }
        });
    assertTrue(outcomes[0] > 700, "mutations refused: " + outcomes[0]);
    assertTrue(outcomes[1] > 10, "mutations without a consequence: " + outcomes[1]);
  }

  private boolean accepted(byte[] bytes) {
    Path file = write(bytes);
    try {
      Split split = IdxReader.images(file);
      assertTrue(split.size() > 0 && split.sha256().length() == 64);
      return true;
    } catch (IllegalArgumentException refusal) {
      String said = refusal.getMessage();
      assertTrue(said.startsWith(file + ": "), said);
      assertTrue(said.matches("[^\\n]+; got [^\\n]+"), said);
      assertThrows(IllegalArgumentException.class, () -> IdxReader.labels(file));
      return false;
    }
  }

  /** A few changed bytes, in the header half of the time; then perhaps a new length. */
  private static byte[] mutated(byte[] good, long key) {
    byte[] bytes = good.clone();
    int changes = Mix.below(4, Mix.bits(key, 0));
    for (int change = 1; change <= changes; change++) {
      long bits = Mix.bits(key, change);
      int at = Mix.below((bits & 1) == 0 ? 20 : bytes.length, bits);
      bytes[at] = (byte) (bits >> 8);
    }
    return switch (Mix.below(3, Mix.bits(key, 9))) {
      case 0 -> Arrays.copyOf(bytes, Mix.below(bytes.length + 1, Mix.bits(key, 10)));
      case 1 -> Arrays.copyOf(bytes, bytes.length + Mix.below(3, Mix.bits(key, 10)));
      default -> bytes;
    };
  }
}
