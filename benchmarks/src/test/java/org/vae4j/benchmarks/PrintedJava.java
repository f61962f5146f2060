package org.vae4j.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * Java that stands in a document, compiled as it stands there: in this module, whose class path has
 * Deeplearning4j as well.
 */
final class PrintedJava {
  private PrintedJava() {}

  /** What the method {@code run} gives, of the class {@code Example} that {@code source} holds. */
  static Object run(String source, Path folder, Object... arguments) throws Exception {
    Path java = Files.writeString(folder.resolve("Example.java"), source);
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-classpath",
                System.getProperty("java.class.path"),
                "-d",
                folder.toString(),
                java.toString());
    assertEquals(0, result, "the document's Java must compile");
    URL[] classes = {folder.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(classes, PrintedJava.class.getClassLoader())) {
      Method[] methods = loader.loadClass("Example").getDeclaredMethods();
      Method run =
          Stream.of(methods).filter(m -> m.getName().equals("run")).findFirst().orElseThrow();
      run.setAccessible(true);
      return run.invoke(null, arguments);
    }
  }
}
