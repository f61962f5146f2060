package org.vae4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The program run in this process, and what came of it. */
record Cli(int code, String out, String err) {
  /** A network that trains in no time on {@link TinyImages}. */
  static final List<String> TINY =
      List.of(
          "--hidden",
          "8",
          "--latent",
          "2",
          "--batch",
          "16",
          "--epochs",
          "2",
          "--components",
          "gmm=3,vamp=5",
          "--importance-samples",
          "4",
          "--threads",
          "1");

  static Cli run(Object... args) {
    return run(new Interrupt(), args);
  }

  static Cli run(Interrupt interrupt, Object... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal = new Terminal(stream(out), stream(err), 0);
    int code = Main.execute(texts(args), terminal, interrupt);
    return new Cli(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String[] texts(Object... args) {
    List<String> texts = new ArrayList<>();
    for (Object arg : args) {
      if (arg instanceof List<?> list) {
        list.forEach(element -> texts.add(element.toString()));
      } else {
        texts.add(arg.toString());
      }
    }
    return texts.toArray(String[]::new);
  }

  /** Asserts that all went well. */
  Cli ok() {
    assertEquals(0, code, err);
    return this;
  }

  /** Asserts exit code 2 and this one line on standard error, nothing on standard output. */
  Cli refused(String line) {
    assertEquals(line + System.lineSeparator(), err);
    assertEquals("", out);
    assertEquals(2, code);
    return this;
  }

  /** Asserts exit code 2 and one line on standard error that holds each of these texts. */
  Cli refusedWith(String... parts) {
    assertEquals(1, err.lines().count(), err);
    for (String part : parts) {
      assertTrue(err.contains(part), () -> "'" + part + "' in " + err);
    }
    assertEquals("", out);
    assertEquals(2, code);
    return this;
  }
}
