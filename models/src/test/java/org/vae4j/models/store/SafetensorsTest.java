package org.vae4j.models.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;

class SafetensorsTest {
  private static final int DIGEST_AT = 8 + "{\"__metadata__\":{\"sha256\":\"".length();

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void choose() {
    file = folder.resolve("arrays.safetensors");
  }

  private static Safetensors content() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("b", Tensor.of(Shape.of(2, 2), 1.5f, -0f, Float.MIN_VALUE, Float.NaN));
    tensors.put("a", Tensor.of(Shape.of(3), Math.PI, Double.MAX_VALUE, -0.0));
    tensors.put("none", Tensor.zeros(Shape.of(0, 4)));
    tensors.put("one", Tensor.scalar(7));
    return new Safetensors(tensors, Map.of("config", "a \"quoted\"\nµ line"));
  }

  private byte[] written() throws IOException {
    content().write(file);
    return Files.readAllBytes(file);
  }

  private String refusal(byte[] bytes) throws IOException {
    Files.write(file, bytes);
    String message =
        assertThrows(IllegalArgumentException.class, () -> Safetensors.read(file)).getMessage();
    assertTrue(message.startsWith("read " + file + ": "), message);
    assertFalse(message.contains("\n"), message);
    return message;
  }

  @Test
  void read_givesBackEveryBit() throws IOException {
    byte[] first = written();
    Safetensors read = Safetensors.read(file);
    assertEquals(content().metadata(), read.metadata());
    assertEquals(List.of("b", "a", "none", "one"), List.copyOf(read.tensors().keySet()));
    assertEquals(content().tensors(), read.tensors());
    read.write(file);
    assertArrayEquals(first, Files.readAllBytes(file));
  }

  @Test
  void write_keepsToTheFormat() throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(written()).order(ByteOrder.LITTLE_ENDIAN);
    int header = (int) bytes.getLong();
    assertEquals(0, header % 8);
    String json = new String(bytes.array(), 8, header, StandardCharsets.UTF_8);
    assertTrue(json.contains("\"b\":{\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[0,16]}"));
    assertTrue(json.contains("\"a\":{\"dtype\":\"F64\",\"shape\":[3],\"data_offsets\":[16,40]}"));
    assertEquals(1.5f, bytes.getFloat(8 + header));
    assertEquals(Math.PI, bytes.getDouble(8 + header + 16));
    assertEquals(8 + header + 16 + 24 + 8, bytes.capacity());
  }

  @Test
  void read_refusesEveryFlippedBit() throws IOException {
    byte[] good = written();
    for (int at = 0; at < good.length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] bad = good.clone();
        bad[at] ^= (byte) (1 << bit);
        refusal(bad);
      }
    }
  }

  @Test
  void read_refusesEveryTruncationAndAnythingAdded() throws IOException {
    byte[] good = written();
    for (int length = 0; length < good.length; length++) {
      refusal(Arrays.copyOf(good, length));
    }
    refusal(Arrays.copyOf(good, good.length + 1));
  }

  /** A file whose digest is right, so that what is wrong with {@code entries} has to be noticed. */
  private static byte[] signed(String entries, int payload) {
    String json = "{\"__metadata__\":{\"sha256\":\"" + "0".repeat(64) + "\"}" + entries + "}";
    byte[] header = json.getBytes(StandardCharsets.UTF_8);
    byte[] all =
        ByteBuffer.allocate(8 + header.length + payload)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(header.length)
            .put(header)
            .array();
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(all);
      byte[] hex = HexFormat.of().formatHex(digest).getBytes(StandardCharsets.UTF_8);
      System.arraycopy(hex, 0, all, DIGEST_AT, hex.length);
      return all;
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Test
  void read_takesASignedFile() throws IOException {
    Files.write(file, signed(",\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}", 8));
    Tensor zeros = Tensor.of(Shape.of(2), 0f, 0f);
    assertEquals(Map.of("a", zeros), Safetensors.read(file).tensors());
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        ",\"a\":{\"dtype\":\"F16\",\"shape\":[4],\"data_offsets\":[0,8]}",
        ",\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}",
        ",\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}",
        ",\"a\":{\"dtype\":\"F32\",\"shape\":[2.0],\"data_offsets\":[0,8]}",
        ",\"a\":{\"dtype\":\"F32\",\"shape\":{\"0\":2},\"data_offsets\":[0,8]}",
        ",\"a\":{\"dtype\":\"F32\",\"shape\":[65536,65536],\"data_offsets\":[0,8]}",
        ",\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8,8]}",
        ",\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}",
        ",\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}",
        ",\"a\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]}",
        ",\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}",
        ",\"a\":{\"shape\":[2],\"data_offsets\":[0,8]}",
        ",\"a\":{\"dtype\":\"F32\",\"shape\":[2]}",
        ",\"a\":7",
        ",\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
            + "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}",
        ",\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
        ",",
      })
  void read_refusesAWrongHeaderUnderARightDigest(String entries) throws IOException {
    refusal(signed(entries, 8));
  }

  /** As Python's safetensors writes it: no digest, and the header in an order of its own. */
  private static byte[] foreign(String header, float... values) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer all =
        ByteBuffer.allocate(8 + json.length + 4 * values.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(json.length)
            .put(json);
    for (float value : values) {
      all.putFloat(value);
    }
    return all.array();
  }

  @Test
  void readForeign_takesAFileWithoutADigest_inTheOrderOfItsElements() throws IOException {
    String header =
        "{\"z\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]},"
            + "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";
    Files.write(file, foreign(header, 1, 2, 3));
    Safetensors read = Safetensors.readForeign(file);
    assertEquals(List.of("a", "z"), List.copyOf(read.tensors().keySet()));
    assertEquals(Tensor.of(Shape.of(2), 1f, 2f), read.tensors().get("a"));
    assertEquals(Tensor.of(Shape.of(1), 3f), read.tensors().get("z"));
    assertTrue(refusal(Files.readAllBytes(file)).contains("readForeign"));
  }

  @Test
  void readForeign_takesAFileOfOurOwn() throws IOException {
    content().write(file);
    assertEquals(Safetensors.read(file), Safetensors.readForeign(file));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":{\"dtype\":\"BF16\",\"shape\":[6],\"data_offsets\":[0,12]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]}}",
        "{\"__metadata__\":7,\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}}",
        "[]",
        "{",
        " ",
      })
  void readForeign_refusesABrokenHeader(String header) throws IOException {
    Files.write(file, foreign(header, 1, 2, 3));
    var refused = assertThrows(IllegalArgumentException.class, () -> Safetensors.readForeign(file));
    assertTrue(refused.getMessage().startsWith("read " + file + ": "), refused.getMessage());
  }

  @Test
  void readForeign_refusesATruncatedLength() throws IOException {
    Files.write(file, new byte[5]);
    assertThrows(IllegalArgumentException.class, () -> Safetensors.readForeign(file));
  }

  @Test
  void read_ofAMissingFile_namesIt() {
    var failed = assertThrows(UncheckedIOException.class, () -> Safetensors.read(file));
    assertTrue(failed.getMessage().startsWith("read " + file), failed.getMessage());
  }

  @Test
  void names_thatTheFormatReserves_areRefused() {
    Tensor one = Tensor.scalar(1);
    assertThrows(
        IllegalArgumentException.class,
        () -> new Safetensors(Map.of("__metadata__", one), Map.of()));
    assertThrows(
        IllegalArgumentException.class, () -> new Safetensors(Map.of(), Map.of("sha256", "0")));
  }

  @Test
  void header_overItsCap_isNotWritten() {
    Safetensors large = new Safetensors(Map.of(), Map.of("config", "x".repeat(1 << 20)));
    assertThrows(IllegalArgumentException.class, () -> large.write(file));
    assertFalse(Files.exists(file));
  }
}
