package org.vae4j.cli.config;

import java.util.LinkedHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** A config as YAML: one flat mapping whose keys are the flags. */
public final class ConfigFile {
  private static final int LIMIT = 1 << 16;

  private ConfigFile() {}

  /** Plain values by flag as text. */
  public static String write(Map<String, Object> plain) {
    DumpSettings settings =
        DumpSettings.builder().setDefaultFlowStyle(FlowStyle.AUTO).setWidth(100).build();
    Map<String, Object> readable = new LinkedHashMap<>();
    plain.forEach((key, value) -> readable.put(key, value));
    return new Dump(settings).dumpToString(readable);
  }

  /** A key without a value is none. */
  private static void put(Map<String, String> texts, Object key, Object value) {
    if (value != null) {
      texts.put(String.valueOf(key), Values.text(value));
    }
  }

  /**
   * The text of each key as it would be typed. Throws {@code IllegalArgumentException} unless the
   * file holds one mapping from keys to plain values.
   */
  public static Map<String, String> read(String where, String yaml) {
    LoadSettings settings =
        LoadSettings.builder()
            .setCodePointLimit(LIMIT)
            .setMaxAliasesForCollections(0)
            .setAllowDuplicateKeys(false)
            .build();
    try {
      if (new Load(settings).loadFromString(yaml) instanceof Map<?, ?> map) {
        Map<String, String> texts = new LinkedHashMap<>();
        map.forEach((key, value) -> put(texts, key, value));
        return texts;
      }
    } catch (YamlEngineException broken) {
      String first = String.valueOf(broken.getMessage()).lines().findFirst().orElse("");
      throw new IllegalArgumentException(where + ": must be YAML; got " + first, broken);
    }
    throw new IllegalArgumentException(where + ": must map keys to values; got " + yaml.strip());
  }
}
