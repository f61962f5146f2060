package org.vae4j.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Properties;
import java.util.stream.Stream;

/** What a time is worth nothing without. */
final class Machine {
  private static final int IDLE = 3;
  private static final long GLANCE_MILLIS = 400;
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  private Machine() {}

  /** The processor's own name, or its architecture where the system does not tell. */
  static String cpu() {
    try (Stream<String> lines = Files.lines(CPU_INFO)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElseGet(Machine::architecture);
    } catch (IOException elsewhere) {
      return architecture();
    }
  }

  /** How many processors are at work for others, over some tenths of a second; 0 if unknown. */
  static double busyProcessors() {
    try {
      long[] before = ticks();
      Thread.sleep(GLANCE_MILLIS);
      long[] after = ticks();
      long all = Arrays.stream(after).sum() - Arrays.stream(before).sum();
      long idle = after[IDLE] - before[IDLE];
      double processors = Runtime.getRuntime().availableProcessors();
      return all == 0 ? 0 : processors * (all - idle) / all;
    } catch (IOException elsewhere) {
      return 0;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  /** User, nice, system and idle time of all processors since the start. */
  private static long[] ticks() throws IOException {
    String[] words = Files.readAllLines(Path.of("/proc/stat")).get(0).split(" +");
    return Arrays.stream(words, 1, IDLE + 2).mapToLong(Long::parseLong).toArray();
  }

  /** The version of a library on the class path, as Maven wrote it into the jar. */
  static String version(String group, String artifact) {
    String name = "/META-INF/maven/" + group + "/" + artifact + "/pom.properties";
    try (InputStream in = Machine.class.getResourceAsStream(name)) {
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String architecture() {
    return System.getProperty("os.arch");
  }
}
