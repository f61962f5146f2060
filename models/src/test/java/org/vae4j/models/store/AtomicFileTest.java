package org.vae4j.models.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path folder;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).toList();
    }
  }

  @Test
  void write_replacesTheFileAndLeavesNothingBesideIt() throws IOException {
    Path file = folder.resolve("a.json");
    AtomicFile.write(file, bytes("longer than the next"));
    AtomicFile.write(file, bytes("next"));
    assertEquals("next", Files.readString(file));
    assertEquals(List.of("a.json"), names());
  }

  @Test
  void write_thatFailsHalfWay_keepsTheOldContent() throws IOException {
    Path file = folder.resolve("a.json");
    AtomicFile.write(file, bytes("old"));
    var failed =
        assertThrows(
            UncheckedIOException.class,
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(bytes("half of the new"));
                      throw new IOException("no space left");
                    }));
    assertEquals("write " + file + ": IOException: no space left", failed.getMessage());
    assertEquals("old", Files.readString(file));
    assertEquals(List.of("a.json"), names());
  }

  @Test
  void write_overATemporaryFileThatACrashLeft_succeeds() throws IOException {
    Path file = folder.resolve("a.json");
    Files.writeString(folder.resolve("a.json.tmp"), "left behind, and longer than the content");
    AtomicFile.write(file, bytes("new"));
    assertEquals("new", Files.readString(file));
    assertEquals(List.of("a.json"), names());
  }

  @Test
  void write_intoAMissingFolder_namesTheFile() {
    Path file = folder.resolve("missing/a.json");
    var failed = assertThrows(UncheckedIOException.class, () -> AtomicFile.write(file, bytes("x")));
    assertTrue(failed.getMessage().startsWith("write " + file + ": "), failed.getMessage());
  }
}
