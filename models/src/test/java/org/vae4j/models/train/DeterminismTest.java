package org.vae4j.models.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.core.backend.Backend;
import org.vae4j.models.Fixtures;
import org.vae4j.models.StandardNormalFixture;
import org.vae4j.models.Vae;

/** The same seed gives the same bits: in two JVMs, and for one, two and four workers in each. */
class DeterminismTest {
  private static final int[] THREADS = {1, 2, 4};

  /** What a JVM of its own runs: trains for each number of workers and prints what came of it. */
  static final class Forked {
    private Forked() {}

    public static void main(String[] args) {
      for (int threads : THREADS) {
        System.out.println("digest " + digest(Long.parseLong(args[0]), threads));
      }
    }
  }

  private static String digest(long seed, int threads) {
    Training training = Training.defaults().withEpochs(2).withBatch(50).withSeed(seed);
    Vae vae =
        Vae.builder(Fixtures.FEATURES)
            .hidden(64, 48)
            .latent(16)
            .seed(seed)
            .build(StandardNormalFixture::of);
    try (Engine engine = Engine.open(Backend.CPU, threads)) {
      Trainer.fit(engine, vae, Fixtures.data(330, 40, 8), training);
      return digest(vae.parameters());
    }
  }

  private static String digest(List<Parameter> parameters) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      for (Parameter parameter : parameters) {
        for (float value : parameter.value().toFloatArray()) {
          sha256.update(ByteBuffer.allocate(Float.BYTES).putFloat(0, value));
        }
      }
      return HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Process fork(long seed) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = System.getProperty("java.class.path");
    return new ProcessBuilder(
            java, "-Xmx512m", "-cp", classes, Forked.class.getName(), String.valueOf(seed))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static List<String> digests(Process jvm) throws IOException, InterruptedException {
    String out = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, jvm.waitFor(), out);
    return out.lines().filter(line -> line.startsWith("digest ")).toList();
  }

  @Test
  void fit_twoJvmsAndThreeTeams_giveTheSameBits() throws IOException, InterruptedException {
    Process first = fork(7);
    Process second = fork(7);
    List<String> all = new ArrayList<>(digests(first));
    all.addAll(digests(second));
    assertEquals(2 * THREADS.length, all.size());
    assertEquals(1, all.stream().distinct().count(), all::toString);
    assertTrue(all.get(0).endsWith(digest(7, 2)), "and this JVM");
    assertNotEquals(digest(8, 2), digest(7, 2), "another seed has other bits");
  }
}
