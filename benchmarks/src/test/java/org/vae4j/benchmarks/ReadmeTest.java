package org.vae4j.benchmarks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;

/** The Java of the README, compiled and run as it stands there. */
class ReadmeTest {
  private static final int MOST_LINES = 20;

  @TempDir Path folder;

  @Test
  void snippet_asPrinted_trainsSavesLoadsAndSamples() throws Exception {
    String source = snippet();
    assertTrue(source.lines().count() <= MOST_LINES, source);
    INDArray images = randomImages(300).toINDArray();
    Path file = folder.resolve("vae.safetensors");
    INDArray samples = (INDArray) PrintedJava.run(source, folder, images, file);
    assertTrue(Files.size(file) > 0);
    assertArrayEquals(new long[] {16, 784}, samples.shape());
    for (float pixel : Tensor.from(samples).toFloatArray()) {
      assertTrue(pixel > 0 && pixel < 1, "a Bernoulli mean, got " + pixel);
    }
  }

  private static String snippet() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));
    int start = readme.indexOf("```java\n") + "```java\n".length();
    return readme.substring(start, readme.indexOf("```", start));
  }

  private static Tensor randomImages(int count) {
    Random random = new Random(1);
    float[] pixels = new float[count * 784];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextInt(5) == 0 ? 1 : 0;
    }
    return Tensor.of(Shape.of(count, 784), pixels);
  }
}
