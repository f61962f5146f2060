package org.vae4j.core.backend;

import static java.util.Objects.requireNonNull;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.blas_set_num_threads;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import com.sun.jna.Function;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
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
   * Calls a {@code char* (void)} of the OpenBLAS that multiplies; "unknown" where another BLAS
   * stands in. JavaCPP brings two copies of the library, and to open one of them by its file makes
   * later products start threads of their own, so the function is looked up among what is loaded.
   */
  private static String ask(String function) {
    Pointer address = Loader.addressof(function);
    return address == null
        ? "unknown"
        : Function.getFunction(new com.sun.jna.Pointer(address.address()))
            .invokeString(new Object[0], false);
  }
}
