package org.vae4j.models.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A data set as a folder of IDX files, each plain or with the ending {@code .gz}:
 *
 * <ul>
 *   <li>{@code train-images-idx3-ubyte}
 *   <li>{@code valid-images-idx3-ubyte}; without it the last sixth of train
 *   <li>{@code test-images-idx3-ubyte} or {@code t10k-images-idx3-ubyte}
 *   <li>{@code ...-labels-idx1-ubyte} beside any of these
 * </ul>
 */
public final class IdxFolder {
  private static final int VALID_SHARE = 6;

  private IdxFolder() {}

  /**
   * Reads the folder; the data set has its name. Throws {@code IllegalArgumentException}, which
   * names the file, for anything missing, damaged or at odds with the rest, and {@code
   * UncheckedIOException} for what cannot be read.
   */
  public static Dataset read(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "data: must be an existing folder; got "
              + (Files.exists(folder) ? "file " : "")
              + folder);
    }
    Split train = split(folder, find(folder, "train", "train"), null);
    Split test = split(folder, find(folder, "test", "test", "t10k"), train);
    String name = IdxReader.name(folder.toAbsolutePath().normalize()).toString();
    if (images(folder, "valid").isPresent()) {
      return new Dataset(name, train, split(folder, "valid", train), test);
    }
    int valid = train.size() / VALID_SHARE;
    if (!(valid > 0)) {
      throw new IllegalArgumentException(
          "%s: must hold at least %d images, as validation takes the last sixth; got %d"
              .formatted(images(folder, "train").orElseThrow(), VALID_SHARE, train.size()));
    }
    int rest = train.size() - valid;
    return new Dataset(name, train.slice(0, rest), train.slice(rest, train.size()), test);
  }

  /** The first prefix with an image file; throws with what was looked for and what is there. */
  private static String find(Path folder, String part, String... prefixes) {
    for (String prefix : prefixes) {
      if (images(folder, prefix).isPresent()) {
        return prefix;
      }
    }
    String wanted =
        Stream.of(prefixes)
            .map(prefix -> prefix + "-images-idx3-ubyte[.gz]")
            .collect(Collectors.joining(" or "));
    throw new IllegalArgumentException(
        "%s: must hold its %s images as %s; got %s".formatted(folder, part, wanted, held(folder)));
  }

  private static String held(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      String held =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.contains("-ubyte"))
              .sorted()
              .collect(Collectors.joining(", "));
      return held.isEmpty() ? "no IDX file" : held;
    } catch (IOException failure) {
      throw new UncheckedIOException(
          folder + ": must be readable; got " + failure.getMessage(), failure);
    }
  }

  private static Split split(Path folder, String prefix, Split train) {
    Path file = images(folder, prefix).orElseThrow();
    Split images = IdxReader.images(file);
    if (train != null && !(images.rows() == train.rows() && images.columns() == train.columns())) {
      throw new IllegalArgumentException(
          "%s: images must be %d x %d as in train; got %d x %d"
              .formatted(file, train.rows(), train.columns(), images.rows(), images.columns()));
    }
    Optional<Path> labels = existing(folder, prefix + "-labels-idx1-ubyte");
    return labels.isPresent() ? labelled(images, labels.get()) : images;
  }

  private static Split labelled(Split images, Path file) {
    int[] labels = IdxReader.labels(file);
    if (labels.length != images.size()) {
      throw new IllegalArgumentException(
          "%s: must hold one label for each of %d images; got %d"
              .formatted(file, images.size(), labels.length));
    }
    return images.labelled(labels);
  }

  private static Optional<Path> images(Path folder, String prefix) {
    return existing(folder, prefix + "-images-idx3-ubyte");
  }

  private static Optional<Path> existing(Path folder, String name) {
    return Stream.of(folder.resolve(name), folder.resolve(name + ".gz"))
        .filter(Files::exists)
        .findFirst();
  }
}
