package org.vae4j.models.data;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.vae4j.core.Choice;

/** The catalogue of data sets: those that are built in by name, all others by their folder. */
public final class Datasets {
  private static final Map<String, LongFunction<Dataset>> BUILT_IN = new LinkedHashMap<>();

  static {
    BUILT_IN.put("strokes", Strokes::binary);
    BUILT_IN.put("strokes-grey", Strokes::grey);
    for (Planar planar : Planar.values()) {
      BUILT_IN.put(planar.title(), planar::dataset);
    }
  }

  private Datasets() {}

  /** The names of the data sets that are built in. */
  public static List<String> names() {
    return List.copyOf(BUILT_IN.keySet());
  }

  /** {@link #load(String, long)} with the seed 0, which is the data set that results refer to. */
  public static Dataset load(String nameOrFolder) {
    return load(nameOrFolder, 0);
  }

  /**
   * The data set of this name, drawn by {@code seed}, or else the folder of IDX files at this path,
   * in which the seed has no part. Throws {@code IllegalArgumentException} for neither, and as
   * {@link IdxFolder#read} does.
   */
  public static Dataset load(String nameOrFolder, long seed) {
    LongFunction<Dataset> builtIn = BUILT_IN.get(nameOrFolder);
    return builtIn != null ? builtIn.apply(seed) : IdxFolder.read(folder(nameOrFolder));
  }

  private static Path folder(String text) {
    try {
      Path folder = Path.of(text);
      if (!text.isBlank() && Files.exists(folder)) {
        return folder;
      }
    } catch (InvalidPathException neitherNameNorPath) {
      // Refused below, with what would have been accepted.
    }
    throw new IllegalArgumentException(
        "data: must be one of %s or an existing folder of IDX files; got '%s'%s"
            .formatted(
                String.join(", ", BUILT_IN.keySet()),
                text,
                Choice.nearest(text, BUILT_IN.keySet())
                    .map(" (did you mean '%s'?)"::formatted)
                    .orElse("")));
  }
}
