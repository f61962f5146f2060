package org.vae4j.cli.terminal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;

/** JSON of records: keys in the order of the components, numbers in full. */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .addModule(
              new SimpleModule()
                  .addSerializer(Double.class, new Finite())
                  .addSerializer(double.class, new Finite()))
          .build();
  private static final DefaultPrettyPrinter PRETTY =
      new DefaultPrettyPrinter(
              Separators.createDefaultInstance()
                  .withObjectFieldValueSpacing(Separators.Spacing.AFTER))
          .withObjectIndenter(new DefaultIndenter("  ", "\n"));

  private Json() {}

  /** A number that does not exist, such as the standard error of one image, is null. */
  private static final class Finite extends JsonSerializer<Double> {
    @Override
    public void serialize(Double value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      if (Double.isFinite(value)) {
        out.writeNumber(value);
      } else {
        out.writeNull();
      }
    }
  }

  /** Indented, with a line end: for files. */
  public static String pretty(Object value) {
    try {
      return MAPPER.writer(PRETTY).writeValueAsString(value) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** On one line, without a line end. */
  public static String line(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Reads a record. Throws {@code IllegalArgumentException} that names the file and what is amiss.
   *
   * @param rule what the file must be, as in {@code a report of this version}
   * @param remedy what to do if it is not, with a space before it; may be empty
   */
  public static <T> T read(String where, String json, Class<T> type, String rule, String remedy) {
    try {
      JsonNode tree = MAPPER.readTree(json);
      try {
        T value = MAPPER.treeToValue(tree, type);
        if (value != null) {
          return value;
        }
        throw refusal(where, rule, "an empty file" + remedy, null);
      } catch (JsonMappingException other) {
        throw refusal(where, rule, amiss(tree, other) + remedy, other);
      }
    } catch (JsonProcessingException broken) {
      throw refusal(where, rule, "JSON that breaks off in " + place(broken) + remedy, broken);
    }
  }

  private static IllegalArgumentException refusal(
      String where, String rule, String got, JsonProcessingException cause) {
    return new IllegalArgumentException(
        "%s: must be %s; got %s".formatted(where, rule, got), cause);
  }

  private static String place(JsonProcessingException broken) {
    JsonLocation location = broken.getLocation();
    return "line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
  }

  /** Follows the path to what could not be read, as far as the file has it. */
  private static String amiss(JsonNode tree, JsonMappingException other) {
    StringBuilder path = new StringBuilder();
    JsonNode node = tree;
    for (JsonMappingException.Reference step : other.getPath()) {
      boolean named = step.getFieldName() != null;
      path.append(path.isEmpty() ? "" : ".").append(named ? step.getFieldName() : step.getIndex());
      node = named ? node.path(step.getFieldName()) : node.path(step.getIndex());
    }
    if (path.isEmpty()) {
      return "something else";
    }
    if (node.isMissingNode()) {
      return "no '" + path + "'";
    }
    if (other instanceof UnrecognizedPropertyException) {
      return "an unknown '" + path + "'";
    }
    return "'%s' that is %s".formatted(path, node.isContainerNode() ? "another" : node);
  }
}
