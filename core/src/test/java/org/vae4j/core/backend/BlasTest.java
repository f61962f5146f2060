package org.vae4j.core.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.SplittableRandom;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vae4j.core.DType;

class BlasTest {
  private static final int M = 13;
  private static final int N = 9;
  private static final int K = 21;

  @ParameterizedTest(name = "A transposed {0}, B transposed {1}, beta {2}")
  @CsvSource({
    "false, false, 0",
    "false, true, 0",
    "true, false, 0",
    "true, true, 0",
    "false, true, 0.5"
  })
  void sgemm_agreesWithThreeLoops(boolean ta, boolean tb, float beta) {
    int lda = (ta ? M : K) + 3;
    int ldb = (tb ? K : N) + 1;
    int ldc = N + 2;
    float[] a = random(1, (ta ? K : M) * lda);
    float[] b = random(2, (tb ? N : K) * ldb);
    float[] c = random(3, M * ldc);
    float[] product = c.clone();
    try (Memory memory = Memory.allocate(DType.FLOAT32, a.length + b.length + c.length)) {
      memory.put(0, a, 0, a.length);
      memory.put(a.length, b, 0, b.length);
      int at = a.length + b.length;
      memory.put(at, c, 0, c.length);
      Blas.sgemm(
          ta,
          tb,
          M,
          N,
          K,
          memory.floats(0),
          lda,
          memory.floats(a.length),
          ldb,
          beta,
          memory.floats(at),
          ldc);
      memory.get(at, product, 0, c.length);
    }
    for (int i = 0; i < M; i++) {
      for (int j = 0; j < N; j++) {
        double sum = beta * c[i * ldc + j];
        for (int k = 0; k < K; k++) {
          sum += (double) a[ta ? k * lda + i : i * lda + k] * b[tb ? j * ldb + k : k * ldb + j];
        }
        assertEquals(sum, product[i * ldc + j], 1e-5);
      }
      assertEquals(c[i * ldc + N], product[i * ldc + N], "between the rows nothing is written");
    }
  }

  @Test
  void initialisation_setsOneThread() {
    assertTrue(!Blas.coreName().isBlank());
    assertEquals(1, openblas_nolapack.blas_get_num_threads());
  }

  @Test
  void coreName_isWhatOpenBlasChose() {
    assertTrue(Blas.config().startsWith("OpenBLAS "), Blas.config());
    assertTrue(Blas.coreName().matches("[A-Za-z0-9_]+"), Blas.coreName());
    assertTrue(!Blas.coreName().equals("unknown"));
  }

  @Test
  void sgemm_afterItsNameWasAsked_usesOneThread() {
    assertTrue(!Blas.coreName().isBlank());
    double least = Double.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      least = Math.min(least, cpuTimeOfOthers());
    }
    assertTrue(least < 0.3, "other threads took " + least + " times the time of the caller");
  }

  /** Processor time of all other threads of this process during products, by that of the caller. */
  private static double cpuTimeOfOthers() {
    OperatingSystemMXBean process =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    ThreadMXBean thread = ManagementFactory.getThreadMXBean();
    int n = 512;
    try (Memory memory = Memory.allocate(DType.FLOAT32, 3L * n * n)) {
      Gemm.Matrix a = new Gemm.Matrix(memory, 0, n, false);
      Gemm.Matrix b = new Gemm.Matrix(memory, (long) n * n, n, false);
      Gemm.Matrix c = new Gemm.Matrix(memory, 2L * n * n, n, false);
      Gemm product = new Gemm(n, n, n, a, b, c, false);
      long all = process.getProcessCpuTime();
      long own = thread.getCurrentThreadCpuTime();
      for (int i = 0; i < 60; i++) {
        product.run();
      }
      own = thread.getCurrentThreadCpuTime() - own;
      return (double) (process.getProcessCpuTime() - all - own) / own;
    }
  }

  private static float[] random(long seed, int n) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] numbers = new float[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = (float) random.nextDouble(-1, 1);
    }
    return numbers;
  }
}
