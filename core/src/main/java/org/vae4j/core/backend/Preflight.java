package org.vae4j.core.backend;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What is known of the machine before ND4J is loaded, and the back end that follows from it.
 *
 * <p>ND4J left alone takes CUDA wherever a device answers, also one that its machine code cannot
 * run on, and fails at the first op. So a run asks here first: {@code
 * Preflight.now().select(asked).enter()}.
 *
 * @param nd4jNative whether ND4J's CPU back end is on the class path
 * @param nd4jCuda whether nd4j-cuda is on the class path
 * @param gpus the NVIDIA devices that CUDA would see; not looked for without nd4j-cuda
 * @param cores processors this JVM may use, a container's quota applied
 * @param totalMemory bytes of memory, a container's limit applied
 * @param availableMemory bytes that can be had without swapping
 * @param jvm version and vendor
 * @param blasVariables the environment variables that force OpenBLAS's choice of kernel
 */
public record Preflight(
    boolean nd4jNative,
    boolean nd4jCuda,
    List<Gpu> gpus,
    int cores,
    long totalMemory,
    long availableMemory,
    String jvm,
    Map<String, String> blasVariables) {

  /**
   * The back end to run on.
   *
   * @param backend never {@code AUTO}
   * @param warning why a GPU that is there is not used, for one WARN line; empty if none is
   */
  public record Selection(Backend backend, Optional<String> warning) {
    /**
     * Lets ND4J find its CUDA back end only if that was selected, and begins to load ND4J on a
     * thread of its own, which takes 0.3 s. To be called before anything of ND4J is: which back end
     * it takes is decided once in a JVM.
     */
    public Selection enter() {
      if (backend != Backend.CUDA) {
        WithoutCuda.enter();
      }
      Thread loading = new Thread(Nd4j::getBackend, "nd4j-loading");
      loading.setDaemon(true);
      loading.setUncaughtExceptionHandler((thread, met) -> {});
      loading.start();
      return this;
    }
  }

  private static final List<String> KERNEL_VARIABLES =
      List.of("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE");

  /** Checks and copies the collections. */
  public Preflight {
    gpus = List.copyOf(gpus);
    blasVariables = Map.copyOf(blasVariables);
  }

  /** Looks at this machine; loads nothing of ND4J. */
  public static Preflight now() {
    boolean cuda = onClassPath("org/nd4j/linalg/jcublas/JCublasBackend.class");
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new Preflight(
        onClassPath("org/nd4j/linalg/cpu/nativecpu/CpuBackend.class"),
        cuda,
        cuda ? Gpu.visible(Gpu.all(), System.getenv("CUDA_VISIBLE_DEVICES")) : List.of(),
        Runtime.getRuntime().availableProcessors(),
        system.getTotalMemorySize(),
        availableMemory(system),
        System.getProperty("java.vm.version") + " (" + System.getProperty("java.vendor") + ")",
        kernelVariables(System.getenv()));
  }

  private static boolean onClassPath(String resource) {
    return Preflight.class.getClassLoader().getResource(resource) != null;
  }

  /** Linux counts what caches can give back; elsewhere only what is free now. */
  static long availableMemory(OperatingSystemMXBean system) {
    long available = system.getFreeMemorySize();
    Path meminfo = Path.of("/proc/meminfo");
    if (Files.isReadable(meminfo)) {
      try (Stream<String> lines = Files.lines(meminfo)) {
        available = availableBytes(lines).orElse(available);
      } catch (IOException unreadable) {
        return available;
      }
    }
    return Math.min(available, system.getTotalMemorySize());
  }

  /** The line {@code MemAvailable: 23456 kB} in bytes. */
  static Optional<Long> availableBytes(Stream<String> meminfo) {
    return meminfo
        .filter(line -> line.matches("MemAvailable:\\s+\\d+ kB"))
        .findFirst()
        .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024);
  }

  static Map<String, String> kernelVariables(Map<String, String> environment) {
    Map<String, String> set = new TreeMap<>(environment);
    set.keySet().retainAll(KERNEL_VARIABLES);
    return set;
  }

  /**
   * The back end that {@code asked} means here. {@code AUTO} never fails for want of a GPU: it
   * falls back to the CPU, with the reason where nd4j-cuda is there but cannot run. Any other
   * choice that cannot run throws with the reason and the remedy.
   */
  public Selection select(Backend asked) {
    return switch (asked) {
      case REFERENCE -> new Selection(asked, Optional.empty());
      case CUDA -> {
        cudaRefusal()
            .ifPresent(
                reason -> {
                  throw new IllegalArgumentException("backend cuda: " + reason);
                });
        yield new Selection(asked, Optional.empty());
      }
      case CPU -> onCpu(asked, Optional.empty());
      case AUTO, ND4J -> {
        Optional<String> reason = nd4jCuda ? cudaRefusal() : Optional.empty();
        if (nd4jCuda && reason.isEmpty()) {
          yield new Selection(Backend.CUDA, Optional.empty());
        }
        yield onCpu(
            asked == Backend.AUTO ? Backend.CPU : asked,
            reason.map("the GPU is not used: "::concat));
      }
    };
  }

  private Selection onCpu(Backend backend, Optional<String> warning) {
    if (!nd4jNative) {
      throw new IllegalArgumentException(
          "backend %s: org.nd4j:nd4j-native for this platform must be on the class path; got none"
              .formatted(backend));
    }
    return new Selection(backend, warning);
  }

  /** Why nd4j-cuda cannot run here, with the remedy; empty where it can. */
  public Optional<String> cudaRefusal() {
    if (!nd4jCuda) {
      return Optional.of(
          "nd4j-cuda-11.6 must be on the class path; got none"
              + " (build it in: mvn -Pcuda -Dquick -DskipTests package)");
    }
    if (gpus.isEmpty()) {
      return Optional.of(
          "an NVIDIA device must be visible to nvidia-smi and CUDA_VISIBLE_DEVICES; got none"
              + " (use the back end cpu)");
    }
    List<String> fit =
        gpus.stream()
            .filter(gpu -> gpu.refusal().isEmpty())
            .map(gpu -> Integer.toString(gpu.index()))
            .toList();
    String remedy =
        fit.isEmpty()
            ? " (use the back end cpu)"
            : " (set CUDA_VISIBLE_DEVICES=" + String.join(",", fit) + ")";
    return gpus.stream().flatMap(gpu -> gpu.refusal().stream()).findFirst().map(r -> r + remedy);
  }

  /** What is wrong with the environment for OpenBLAS, with the remedy; empty if nothing is. */
  public Optional<String> blasWarning() {
    return blasVariables.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "OpenBLAS must choose its kernels itself; got %s (unset, or start by ./vae4j)"
                .formatted(new TreeMap<>(blasVariables)));
  }
}
