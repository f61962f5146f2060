package org.vae4j.cli.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.vae4j.models.data.Binarization;
import org.vae4j.models.data.Datasets;

/** Which examples are learnt from and tested on. */
public record DataConfig(
    @Setting(
            label = "strokes|strokes-grey|pinwheel|rings|checkerboard|DIR",
            fallback = "strokes",
            help = "drawn digits, points in the plane, or a folder of IDX files")
        String data,
    @Setting(fallback = "none", help = "how grey pixels become 0 or 1") Binarization binarize) {

  /** Takes a folder by its full path. */
  public DataConfig {
    data = located(data);
  }

  /** A folder by its full path, so that the config holds from anywhere; a name as it is. */
  private static String located(String data) {
    try {
      Path folder = Path.of(data);
      boolean found = !Datasets.names().contains(data) && Files.exists(folder);
      return found ? folder.toAbsolutePath().normalize().toString() : data;
    } catch (InvalidPathException neither) {
      return data;
    }
  }
}
