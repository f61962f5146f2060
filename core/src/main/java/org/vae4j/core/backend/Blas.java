package org.vae4j.core.backend;

import static java.util.Objects.requireNonNull;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.blas_set_num_threads;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.nd4j.linalg.factory.Nd4j;

/**
 * OpenBLAS without ND4J in between. It runs with one thread per call: the engine's own {@link
 * WorkerTeam} splits the work, and two pools that spin would fight for the cores.
 */
public final class Blas {
  static {
    requireNonNull(Nd4j.getBackend(), "ND4J sets a number of threads when it loads: before us");
    blas_set_num_threads(1);
  }

  private Blas() {}

  /**
   * {@code C = op(A) op(B) + beta C}, row-major: {@code op(A) [m, k]}, {@code op(B) [k, n]}, {@code
   * C [m, n]}, each leading dimension counted in elements between rows as stored. With {@code beta
   * = 0} C is only written. The caller answers for the ranges: nothing is checked.
   */
  public static void sgemm(
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      FloatPointer a,
      int lda,
      FloatPointer b,
      int ldb,
      float beta,
      FloatPointer c,
      int ldc) {
    int ta = transposeA ? CblasTrans : CblasNoTrans;
    int tb = transposeB ? CblasTrans : CblasNoTrans;
    cblas_sgemm(CblasRowMajor, ta, tb, m, n, k, 1f, a, lda, b, ldb, beta, c, ldc);
  }

  /** The processor that OpenBLAS chose its kernels for, such as {@code SkylakeX}. */
  public static String coreName() {
    return ask("openblas_get_corename");
  }

  /** OpenBLAS's own line on its version and build. */
  public static String config() {
    return ask("openblas_get_config");
  }

  /**
   * Calls a {@code char* (void)} of the loaded OpenBLAS; "unknown" where another BLAS stands in.
   */
  private static String ask(String function) {
    try {
      return NativeLibrary.getInstance(library().toString())
          .getFunction(function)
          .invokeString(new Object[0], false);
    } catch (UnsatisfiedLinkError missing) {
      return "unknown";
    }
  }

  /** The file of OpenBLAS, unpacked beside its bindings: libopenblas.so.0, .0.dylib or .dll. */
  private static Path library() {
    Path bindings = Path.of(Loader.load(openblas_nolapack.class));
    try (Stream<Path> files = Files.list(bindings.getParent())) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("libopenblas."))
          .findFirst()
          .orElseThrow(() -> new UnsatisfiedLinkError("no OpenBLAS beside " + bindings));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
