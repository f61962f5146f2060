package org.vae4j.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of runs on tiny images, each in a folder of its own. */
public abstract class TinyRuns {
  protected static final JsonMapper JSON = new JsonMapper();

  @TempDir protected Path temp;
  protected Path data;

  @BeforeEach
  protected final void writeImages() throws IOException {
    data = TinyImages.binary(temp.resolve("data"));
  }

  /** Trains into the folder {@code name}, with more flags than those of a tiny model. */
  protected final Path train(String name, Object... more) {
    Path out = temp.resolve(name);
    Cli.run("train", "--data", data, "--out", out, Cli.TINY, List.of(more)).ok();
    return out;
  }

  protected static JsonNode json(Path file) throws IOException {
    return JSON.readTree(Files.readString(file));
  }

  protected static JsonNode report(Path run) throws IOException {
    return json(run.resolve("report.json"));
  }
}
