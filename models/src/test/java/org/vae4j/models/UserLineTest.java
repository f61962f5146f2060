package org.vae4j.models;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Shape;
import org.vae4j.models.layer.Activation;
import org.vae4j.models.layer.Dense;
import org.vae4j.models.layer.Initializer;
import org.vae4j.models.layer.Layer;
import org.vae4j.models.layer.Mlp;
import org.vae4j.models.layer.Mode;
import org.vae4j.models.layer.Sequence;

/** Whose line a refused shape names, wherever the user's code is. */
class UserLineTest {
  private static final Initializer START = new Initializer(1);
  private static final Var ROWS = Var.input("x", Shape.of(3, 7));
  private static final Mlp MLP = new Mlp("mlp", 4, List.of(5), Activation.TANH, START);

  /** Line 8 calls a component, line 11 an op, line 14 a component one of whose ops refuses. */
  private static final String SOURCE =
      """

      import java.util.List;
      import org.vae4j.autodiff.Var;
      import org.vae4j.models.layer.*;

      public final class Mine {
        public static Var component(Var x) {
          return new Mlp("mlp", 4, List.of(5), Activation.TANH, new Initializer(1)).apply(x);
        }
        public static Var op(Var x) {
          return x.matmul(x);
        }
        public static Var within(Var x) {
          return List.of(x).stream().map(y -> new Columns(6, 9).apply(y)).toList().get(0);
        }
      }
      """;

  @TempDir private Path folder;

  @Test
  void refusal_byAComponent_namesTheLineThatCalledIt() {
    int line = new Throwable().getStackTrace()[0].getLineNumber() + 1;
    String message = refusal(() -> MLP.apply(ROWS));
    assertEquals(
        "mlp: input must be [N, 4]; got [3, 7] (at UserLineTest.java:" + line + ")", message);
  }

  @Test
  void refusal_byAnOpOfAComponent_namesBothLines() {
    int line = new Throwable().getStackTrace()[0].getLineNumber() + 1;
    String message = refusal(() -> Dense.he("dense", 4, 2, START).apply(ROWS));
    assertTrue(
        message.matches(
            "matmul: inner dimensions must agree; got left \\[3, 7] and right \\[4, 2]"
                + " \\(at UserLineTest\\.java:"
                + line
                + ", in Dense\\.java:\\d+\\)"),
        message);
  }

  /** A user's own component is the user's code. */
  @Test
  void refusal_withinAUsersLayer_namesTheLayersLine() {
    int line = new Throwable().getStackTrace()[0].getLineNumber() + 1;
    Layer own = new Own((x, mode) -> MLP.apply(x, mode));
    String message = refusal(() -> Sequence.of(own).apply(ROWS));
    assertTrue(message.endsWith("(at UserLineTest.java:" + line + ")"), message);
  }

  private record Own(BiFunction<Var, Mode, Var> rule) implements Layer {
    @Override
    public Var apply(Var x, Mode mode) {
      return rule.apply(x, mode);
    }

    @Override
    public int outputs() {
      return 5;
    }

    @Override
    public List<Parameter> parameters() {
      return List.of();
    }
  }

  /** A class of no package, and one that says it is of the library's. */
  @ParameterizedTest
  @ValueSource(strings = {"", "org.vae4j.models.layer", "org.vae4j.autodiff", "outside"})
  void refusal_inAJar_namesItsLine(String inside) throws Exception {
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar(inside).toUri().toURL()})) {
      Class<?> mine = loader.loadClass(inside.isEmpty() ? "Mine" : inside + ".Mine");
      assertAll(
          () -> assertEnds("(at Mine.java:8)", called(mine, "component")),
          () -> assertEnds("(at Mine.java:11)", called(mine, "op")),
          () -> assertEnds("(at Mine.java:14, in Columns.java:", called(mine, "within")));
    }
  }

  private static void assertEnds(String end, String message) {
    assertTrue(message.contains(end), message);
  }

  private static String called(Class<?> type, String method) {
    return assertThrows(
            InvocationTargetException.class,
            () -> type.getMethod(method, Var.class).invoke(null, ROWS))
        .getCause()
        .getMessage();
  }

  private Path jar(String inside) throws IOException {
    Path source = folder.resolve("Mine.java");
    Files.writeString(source, (inside.isEmpty() ? "" : "package " + inside + ";") + SOURCE);
    Path classes = Files.createDirectories(folder.resolve("classes"));
    String path = System.getProperty("java.class.path");
    String[] options = {"-proc:none", "-cp", path, "-d", classes.toString(), source.toString()};
    assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, options));
    Path packed = folder.resolve("mine.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(packed));
        Stream<Path> files = Files.walk(classes).filter(Files::isRegularFile)) {
      for (Path file : files.toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        Files.copy(file, out);
      }
    }
    return packed;
  }

  private static String refusal(Supplier<Var> made) {
    return assertThrows(IllegalArgumentException.class, made::get).getMessage();
  }
}
