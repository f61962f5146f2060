package org.vae4j.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Java of docs/library.md as one program: blocks of imports, of types and of statements, in
 * their order; what a line says that it prints, it prints. The folder for its files goes at the
 * end.
 */
class LibraryGuideTest {
  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern PRINTED = Pattern.compile("System\\.out\\.println.*; +// (.*)");

  @TempDir Path folder;

  @Test
  void blocks_asPrinted_runAndPrintWhatTheySay() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "library.md"));
    List<String> blocks = BLOCK.matcher(page).results().map(match -> match.group(1)).toList();
    List<String> expected =
        blocks.stream()
            .flatMap(String::lines)
            .map(PRINTED::matcher)
            .filter(m -> m.find())
            .map(match -> match.group(1))
            .toList();
    assertTrue(expected.size() > 10, "lines that say what they print");
    assertEquals(expected, printed(program(blocks)));
  }

  private static String program(List<String> blocks) {
    StringBuilder imports = new StringBuilder();
    StringBuilder types = new StringBuilder();
    StringBuilder statements = new StringBuilder();
    for (String block : blocks) {
      if (block.startsWith("import ")) {
        imports.append(block);
      } else if (block.startsWith("/**")) {
        types.append(block);
      } else {
        statements.append(block);
      }
    }
    return imports
        + "class Example {\n"
        + types
        + "static Path run() throws Exception {\n"
        + statements
        + "return folder;\n"
        + "}}\n";
  }

  private List<String> printed(String source) throws Exception {
    PrintStream out = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      delete((Path) PrintedJava.run(source, folder));
    } finally {
      System.setOut(out);
    }
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  /** The folder that the program made for its files. */
  private static void delete(Path made) throws IOException {
    try (Stream<Path> files = Files.list(made)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(made);
  }
}
