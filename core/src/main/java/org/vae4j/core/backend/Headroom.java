package org.vae4j.core.backend;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;

/**
 * The memory that this process can still take, in bytes: what a plan is held against before it is
 * made, since the system grants more than there is and kills who uses it.
 *
 * @param heap left to the Java heap
 * @param outside left to arrays outside the heap
 * @param limit what bounds {@code outside}, in words
 */
public record Headroom(long heap, long outside, String limit) {
  /** Arrays smaller than this are not worth a look at the machine: 64 MiB. */
  private static final long SMALL = 64L << 20;

  /** What is left now, of the machine's memory, a container's limit and JavaCPP's. */
  public static Headroom now() {
    Runtime runtime = Runtime.getRuntime();
    long used = runtime.totalMemory() - runtime.freeMemory();
    return new Headroom(runtime.maxMemory() - used, available(), "the machine has")
        .within(cgroup(), "the container has")
        .within(javaCpp(), "JavaCPP allows (-Dorg.bytedeco.javacpp.maxPhysicalBytes)");
  }

  private Headroom within(OptionalLong other, String whose) {
    return other.isPresent() && other.getAsLong() < outside
        ? new Headroom(heap, Math.max(0, other.getAsLong()), whose)
        : this;
  }

  /** What JavaCPP lets this process grow by: as a rule twice the largest heap in all. */
  private static OptionalLong javaCpp() {
    long limit = Pointer.maxPhysicalBytes();
    return limit > 0 ? OptionalLong.of(limit - Pointer.physicalBytes()) : OptionalLong.empty();
  }

  private static long available() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return Preflight.availableMemory(system);
  }

  private static OptionalLong cgroup() {
    return cgroup(Path.of("/sys/fs/cgroup"));
  }

  /** What is left in a control group of version 2; pages of files that can be dropped are left. */
  static OptionalLong cgroup(Path group) {
    OptionalLong most = number(group.resolve("memory.max"), "");
    OptionalLong taken = number(group.resolve("memory.current"), "");
    long files = number(group.resolve("memory.stat"), "inactive_file ").orElse(0);
    return most.isPresent() && taken.isPresent()
        ? OptionalLong.of(most.getAsLong() - taken.getAsLong() + files)
        : OptionalLong.empty();
  }

  /** The number behind a name; empty where there is none, or the word {@code max}. */
  private static OptionalLong number(Path file, String name) {
    if (!Files.isReadable(file)) {
      return OptionalLong.empty();
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.matches(name + "\\d{1,18}"))
          .mapToLong(line -> Long.parseLong(line.substring(name.length())))
          .findFirst();
    } catch (IOException | UncheckedIOException unreadable) {
      return OptionalLong.empty();
    }
  }

  /**
   * Throws {@code IllegalArgumentException} unless {@code bytes} fit outside the heap now; {@code
   * where} says what they are for.
   */
  public static void requireNative(String where, long bytes) {
    if (bytes >= SMALL) {
      now().require(where, 0, bytes, "");
    }
  }

  /**
   * Throws {@code IllegalArgumentException} unless {@code bytes} fit on the Java heap, once it is
   * rid of what nothing needs; {@code where} says what they are for.
   */
  public static void requireHeap(String where, long bytes, String remedy) {
    if (bytes >= SMALL && bytes > now().heap()) {
      System.gc();
      now().require(where, bytes, 0, remedy);
    }
  }

  /**
   * Throws {@code IllegalArgumentException} unless so many bytes fit on the heap and outside it.
   *
   * @param where what they are for
   * @param remedy what makes them fewer; may be empty
   */
  public void require(String where, long onHeap, long outsideHeap, String remedy) {
    String hint = remedy.isEmpty() ? "" : " (" + remedy + ")";
    if (!(onHeap <= heap)) {
      throw new IllegalArgumentException(
          "%s: must fit in the %s left of the Java heap (-Xmx); got %s to hold there%s"
              .formatted(where, text(heap), text(onHeap), hint));
    }
    if (!(outsideHeap <= outside)) {
      throw new IllegalArgumentException(
          "%s: must fit in the %s that %s; got %s to hold%s"
              .formatted(where, text(outside), limit, text(outsideHeap), hint));
    }
  }

  private static String text(long bytes) {
    return bytes + " bytes";
  }
}
