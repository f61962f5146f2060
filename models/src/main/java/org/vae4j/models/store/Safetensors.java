package org.vae4j.models.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.vae4j.core.DType;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;

/**
 * Named arrays and named texts in one file of the safetensors format: the length of a JSON header
 * (8 bytes), the header, the elements, all little-endian. Nothing in it is ever executed.
 *
 * <p>The header starts with the SHA-256 of the whole file, taken with 64 zeros in its own place.
 * Whoever reads the format elsewhere can ignore it; here a file in which one bit differs is
 * refused.
 *
 * @param tensors the arrays, in the order of the file
 * @param metadata the texts, without the digest
 */
public record Safetensors(Map<String, Tensor> tensors, Map<String, String> metadata) {
  private static final int MAX_HEADER = 1 << 20;
  private static final int MAX_TENSORS = 10_000;
  private static final int LENGTH_BYTES = 8;
  private static final String METADATA = "__metadata__";
  private static final String DIGEST = "sha256";
  private static final String START = "{\"" + METADATA + "\":{\"" + DIGEST + "\":\"";
  private static final int DIGEST_AT = LENGTH_BYTES + START.length();
  private static final int DIGEST_LENGTH = 64;
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Keeps the order of both maps; throws {@code IllegalArgumentException} for a reserved name. */
  public Safetensors {
    require(!tensors.containsKey(METADATA), "safetensors: name is reserved", METADATA);
    require(!metadata.containsKey(DIGEST), "safetensors: name is reserved", DIGEST);
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  // ---------------------------------------------------------------- writing

  /** Replaces {@code file} whole or not at all; throws {@code UncheckedIOException}. */
  public void write(Path file) {
    byte[] head = head();
    MessageDigest sha256 = sha256();
    sha256.update(head);
    tensors.values().forEach(tensor -> sha256.update(bytes(tensor)));
    byte[] digest = hex(sha256);
    System.arraycopy(digest, 0, head, DIGEST_AT, DIGEST_LENGTH);
    AtomicFile.write(file, out -> writeTo(out, head));
  }

  private void writeTo(OutputStream out, byte[] head) throws IOException {
    out.write(head);
    for (Tensor tensor : tensors.values()) {
      out.write(bytes(tensor));
    }
  }

  /** Length and header, with zeros for the digest, padded so that the elements are aligned. */
  private byte[] head() {
    ObjectNode header = JSON.createObjectNode();
    ObjectNode texts = header.putObject(METADATA).put(DIGEST, "0".repeat(DIGEST_LENGTH));
    metadata.forEach(texts::put);
    long offset = 0;
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      Tensor tensor = entry.getValue();
      long end = offset + (long) tensor.shape().size() * tensor.dtype().bytes();
      ObjectNode node = header.putObject(entry.getKey());
      node.put("dtype", tensor.dtype() == DType.FLOAT32 ? "F32" : "F64");
      Arrays.stream(tensor.shape().dims()).forEach(node.putArray("shape")::add);
      node.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
    int padded = (json.length + LENGTH_BYTES - 1) / LENGTH_BYTES * LENGTH_BYTES;
    if (!(padded <= MAX_HEADER && tensors.size() <= MAX_TENSORS)) {
      throw new IllegalArgumentException(
          "safetensors: header must have <= "
              + MAX_HEADER
              + " bytes and "
              + MAX_TENSORS
              + " tensors; got "
              + padded
              + " and "
              + tensors.size());
    }
    byte[] head = new byte[LENGTH_BYTES + padded];
    Arrays.fill(head, (byte) ' ');
    ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).putLong(padded).put(json);
    return head;
  }

  private static byte[] bytes(Tensor tensor) {
    int size = Math.multiplyExact(tensor.shape().size(), tensor.dtype().bytes());
    ByteBuffer buffer = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    if (tensor.dtype() == DType.FLOAT32) {
      buffer.asFloatBuffer().put(tensor.toFloatArray());
    } else {
      buffer.asDoubleBuffer().put(tensor.toDoubleArray());
    }
    return buffer.array();
  }

  // ---------------------------------------------------------------- reading

  /**
   * The content of a file written by {@link #write}. Throws {@code IllegalArgumentException} in one
   * line if a byte is missing, added or changed, {@code UncheckedIOException} if it is unreadable.
   */
  public static Safetensors read(Path file) {
    return read(file, Safetensors::payload);
  }

  /**
   * The content of a file that another program wrote, such as Python's safetensors: it has no
   * digest, so what was changed in it can go unseen. Throws {@code IllegalArgumentException} if the
   * format is broken or holds other types than F32 and F64, {@code UncheckedIOException} if it is
   * unreadable.
   */
  public static Safetensors readForeign(Path file) {
    return read(file, content -> LENGTH_BYTES + headerLength(content));
  }

  private static Safetensors read(Path file, ToIntFunction<byte[]> payload) {
    byte[] content;
    try {
      content = Files.readAllBytes(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(
          "read " + file + ": " + failed.getClass().getSimpleName() + ": " + failed.getMessage(),
          failed);
    }
    try {
      return parse(content, payload.applyAsInt(content));
    } catch (IllegalArgumentException damaged) {
      throw new IllegalArgumentException("read " + file + ": " + damaged.getMessage(), damaged);
    }
  }

  private static Safetensors parse(byte[] content, int payload) {
    JsonNode header = header(content, payload);
    Map<String, String> texts = new LinkedHashMap<>();
    header.path(METADATA).properties().forEach(e -> texts.put(e.getKey(), text(e)));
    texts.remove(DIGEST);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    long offset = 0;
    for (Map.Entry<String, JsonNode> entry : arrays(header)) {
      Tensor tensor = tensor(entry.getKey(), entry.getValue(), content, payload, offset);
      tensors.put(entry.getKey(), tensor);
      offset += (long) tensor.shape().size() * tensor.dtype().bytes();
    }
    int elements = content.length - payload;
    require(offset == elements, "the arrays must fill the file, " + elements + " bytes", offset);
    return new Safetensors(tensors, texts);
  }

  /** The entries of the arrays in the order of their elements; other writers sort headers. */
  private static List<Map.Entry<String, JsonNode>> arrays(JsonNode header) {
    return header.properties().stream()
        .filter(entry -> !entry.getKey().equals(METADATA))
        .sorted(
            Comparator.<Map.Entry<String, JsonNode>>comparingLong(e -> offset(e, 0))
                .thenComparingLong(e -> offset(e, 1)))
        .toList();
  }

  private static long offset(Map.Entry<String, JsonNode> entry, int index) {
    return entry.getValue().path("data_offsets").path(index).asLong(-1);
  }

  private static int headerLength(byte[] content) {
    require(content.length >= LENGTH_BYTES, "must start with a length of 8 bytes", content.length);
    long length = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).getLong();
    require(
        length >= 0 && length <= Math.min(MAX_HEADER, content.length - LENGTH_BYTES),
        "header length must lie within the file and " + MAX_HEADER,
        length);
    return (int) length;
  }

  /** Where the elements start, after the lengths and the digest have been found right. */
  private static int payload(byte[] content) {
    require(
        content.length >= DIGEST_AT + DIGEST_LENGTH, "too short to be one of ours", content.length);
    int length = headerLength(content);
    byte[] start = START.getBytes(StandardCharsets.UTF_8);
    require(
        Arrays.equals(start, 0, start.length, content, LENGTH_BYTES, DIGEST_AT),
        "must start with its digest, as files written here do (readForeign takes others)",
        "another header");
    MessageDigest sha256 = sha256();
    sha256.update(content, 0, DIGEST_AT);
    sha256.update("0".repeat(DIGEST_LENGTH).getBytes(StandardCharsets.UTF_8));
    int after = DIGEST_AT + DIGEST_LENGTH;
    sha256.update(content, after, content.length - after);
    require(
        Arrays.equals(hex(sha256), 0, DIGEST_LENGTH, content, DIGEST_AT, after),
        "SHA-256 must be that of the content: the file is damaged or cut short",
        "another");
    return LENGTH_BYTES + length;
  }

  private static JsonNode header(byte[] content, int payload) {
    try {
      JsonNode header = JSON.readTree(content, LENGTH_BYTES, payload - LENGTH_BYTES);
      require(
          header.isObject() && (header.path(METADATA).isObject() || !header.has(METADATA)),
          "header and metadata must be objects",
          header);
      require(header.size() <= MAX_TENSORS + 1, "tensors must be <= " + MAX_TENSORS, header.size());
      return header;
    } catch (JsonProcessingException bad) {
      throw new IllegalArgumentException(
          "header must be JSON; got " + bad.getOriginalMessage(), bad);
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String text(Map.Entry<String, JsonNode> entry) {
    require(entry.getValue().isTextual(), "metadata " + entry.getKey() + " must be text", entry);
    return entry.getValue().textValue();
  }

  private static Tensor tensor(
      String name, JsonNode node, byte[] content, int payload, long expected) {
    String dtype = node.path("dtype").asText();
    require(dtype.equals("F32") || dtype.equals("F64"), name + ": dtype must be F32 or F64", dtype);
    int width = dtype.equals("F32") ? DType.FLOAT32.bytes() : DType.FLOAT64.bytes();
    JsonNode offsets = node.path("data_offsets");
    Shape shape = shape(name, node.path("shape"));
    long begin = offsets.path(0).asLong(-1);
    long end = offsets.path(1).asLong(-1);
    boolean fits =
        offsets.size() == 2
            && begin == expected
            && end - begin == (long) shape.size() * width
            && end <= content.length - payload;
    require(fits, name + ": offsets must follow the array before and hold " + shape, offsets);
    ByteBuffer bytes =
        ByteBuffer.wrap(content, (int) (payload + begin), (int) (end - begin))
            .order(ByteOrder.LITTLE_ENDIAN);
    if (dtype.equals("F32")) {
      float[] values = new float[shape.size()];
      bytes.asFloatBuffer().get(values);
      return Tensor.of(shape, values);
    }
    double[] values = new double[shape.size()];
    bytes.asDoubleBuffer().get(values);
    return Tensor.of(shape, values);
  }

  private static Shape shape(String name, JsonNode dims) {
    require(dims.isArray(), name + ": shape must be an array", dims);
    int[] lengths = new int[dims.size()];
    long size = 1;
    for (int axis = 0; axis < lengths.length; axis++) {
      JsonNode dim = dims.get(axis);
      require(dim.isInt() && dim.intValue() >= 0, name + ": shape must be numbers >= 0", dims);
      lengths[axis] = dim.intValue();
      size = size * lengths[axis];
      require(size <= Integer.MAX_VALUE, name + ": shape must have < 2^31 elements", dims);
    }
    return Shape.of(lengths);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest()).getBytes(StandardCharsets.UTF_8);
  }

  private static void require(boolean holds, String rule, Object got) {
    if (!holds) {
      throw new IllegalArgumentException(rule + "; got " + got);
    }
  }
}
