package org.vae4j.core.backend;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import org.nd4j.common.config.ND4JClassLoading;

/**
 * A class loader in which ND4J's search for back ends does not find CUDA. ND4J itself can be told
 * so only by an environment variable, set before the JVM starts.
 */
final class WithoutCuda extends ClassLoader {
  private static final String BACKENDS = "META-INF/services/org.nd4j.linalg.factory.Nd4jBackend";

  WithoutCuda(ClassLoader parent) {
    super("without-cuda", parent);
  }

  /** Makes ND4J search through such a loader from now on. */
  static synchronized void enter() {
    ClassLoader now = ND4JClassLoading.getNd4jClassloader();
    if (!(now instanceof WithoutCuda)) {
      ClassLoader parent = now == null ? WithoutCuda.class.getClassLoader() : now;
      ND4JClassLoading.setNd4jClassloader(new WithoutCuda(parent));
    }
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    Enumeration<URL> found = super.getResources(name);
    return name.equals(BACKENDS)
        ? Collections.enumeration(
            Collections.list(found).stream().filter(url -> !namesCuda(url)).toList())
        : found;
  }

  private static boolean namesCuda(URL services) {
    try (InputStream in = services.openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .contains("org.nd4j.linalg.jcublas");
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
