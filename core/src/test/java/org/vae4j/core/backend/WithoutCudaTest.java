package org.vae4j.core.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.factory.Nd4jBackend;

class WithoutCudaTest {
  @Test
  void getResources_cudaBackend_isNotFound(@TempDir Path jar) throws IOException {
    Path services = Files.createDirectories(jar.resolve("META-INF/services"));
    Files.writeString(
        services.resolve("org.nd4j.linalg.factory.Nd4jBackend"),
        "# a licence\norg.nd4j.linalg.jcublas.JCublasBackend\n");
    ClassLoader own = WithoutCudaTest.class.getClassLoader();
    try (URLClassLoader both = new URLClassLoader(new URL[] {jar.toUri().toURL()}, own)) {
      assertThrows(ServiceConfigurationError.class, () -> backends(both));
      assertEquals(
          List.of("org.nd4j.linalg.cpu.nativecpu.CpuBackend"), backends(new WithoutCuda(both)));
    }
  }

  @Test
  void enter_twice_wrapsNd4jsLoaderOnce() {
    WithoutCuda.enter();
    ClassLoader once = ND4JClassLoading.getNd4jClassloader();
    WithoutCuda.enter();
    assertEquals(WithoutCuda.class, once.getClass());
    assertEquals(once, ND4JClassLoading.getNd4jClassloader());
  }

  private static List<String> backends(ClassLoader loader) {
    return ServiceLoader.load(Nd4jBackend.class, loader).stream()
        .map(provider -> provider.type().getName())
        .toList();
  }
}
