package org.vae4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.vae4j.cli.terminal.Interrupt;
import org.vae4j.cli.terminal.Terminal;

/** The program run in this process, and what came of it. */
public record Cli(int code, String out, String err) {
  /** A network that trains in no time on {@link TinyImages}. */
  public static final List<String> TINY =
      List.of(
          "--hidden 8 --latent 2 --batch 16 --epochs 2 --importance-samples 4 --threads 1"
              .split(" "));

  /** Runs it with these arguments; those of lists, however deep, in their order. */
  public static Cli run(Object... args) {
    return run(new Interrupt(), args);
  }

  public static Cli run(Interrupt interrupt, Object... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal = new Terminal(stream(out), stream(err), 0);
    int code = Main.execute(texts(args), terminal, interrupt);
    return new Cli(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Runs until a text appears on standard error, then asks to stop. */
  public static Cli interruptedAfter(String text, Object... args) {
    Interrupt interrupt = new Interrupt();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StringBuilder seen = new StringBuilder();
    OutputStream err = OutputStreams.watched(seen, text, interrupt::request);
    Terminal terminal =
        new Terminal(stream(out), new PrintStream(err, true, StandardCharsets.UTF_8), 0);
    int code = Main.execute(texts(args), terminal, interrupt);
    return new Cli(code, out.toString(StandardCharsets.UTF_8), seen.toString());
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String[] texts(Object... args) {
    return flat(List.of(args)).toArray(String[]::new);
  }

  private static Stream<String> flat(Object arg) {
    return arg instanceof List<?> list
        ? list.stream().flatMap(Cli::flat)
        : Stream.of(arg.toString());
  }

  /** Asserts that all went well. */
  public Cli ok() {
    assertEquals(0, code, err);
    return this;
  }

  /** Asserts exit code 2 and this one line on standard error, nothing on standard output. */
  public Cli refused(String line) {
    assertEquals(line + System.lineSeparator(), err);
    assertEquals("", out);
    assertEquals(2, code);
    return this;
  }

  /** Asserts exit code 2 and one line on standard error that holds each of these texts. */
  public Cli refusedWith(String... parts) {
    assertEquals(1, err.lines().count(), err);
    for (String part : parts) {
      assertTrue(err.contains(part), () -> "'" + part + "' in " + err);
    }
    assertEquals("", out);
    assertEquals(2, code);
    return this;
  }
}
