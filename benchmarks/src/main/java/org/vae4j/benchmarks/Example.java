package org.vae4j.benchmarks;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.autodiff.Parameter;
import org.vae4j.core.NoiseKind;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.core.kernel.NoiseStream;
import org.vae4j.models.objective.Pass;
import org.vae4j.models.store.Safetensors;

/**
 * The same step for every contender: examples {@code x [B, X]}, noise {@code [B S, D]} and all
 * weights by name, float32, as a file that each of them can read.
 *
 * @param x the examples, 0 or 1
 * @param noise standard normal: the first draws of ND4J's generator after {@link #SEED}, or what an
 *     evaluation draws
 * @param weights by name, a weight matrix as {@code [inputs, outputs]}
 */
record Example(Tensor x, Tensor noise, Map<String, Tensor> weights) {
  /** The seed of the noise, for engines that cannot be given it. */
  static final long SEED = 7;

  /**
   * Different examples where there are relus: of so few none has a value so near 0 that rounding
   * decides its sign, by which a gradient would move a thousandth.
   */
  private static final int DISTINCT = 4;

  private static final double INK = 0.13;
  private static final double BIAS = 0.1;

  /** Draws one; biases are not zero, so that an engine that forgets them is found out. */
  static Example of(Workload workload) {
    Map<String, Tensor> weights = new LinkedHashMap<>();
    for (Parameter parameter : Models.vae(workload, SEED).parameters()) {
      boolean bias = parameter.name().endsWith(".bias");
      weights.put(
          parameter.name(),
          bias
              ? uniform(parameter.name(), parameter.shape(), -BIAS, BIAS)
              : Tensor.of(parameter.shape(), parameter.value().toFloatArray()));
    }
    Shape examples = Shape.of(workload.batch(), workload.features());
    Example drawn = new Example(ink(examples, SEED), noise(workload), weights);
    return workload.kind() == Workload.Kind.CONVOLUTION ? drawn.repeating(DISTINCT) : drawn;
  }

  /** The first {@code rows} examples and their noise, again and again. */
  private Example repeating(int rows) {
    return new Example(repeating(x, rows), repeating(noise, rows), weights);
  }

  private static Tensor repeating(Tensor from, int rows) {
    float[] values = from.toFloatArray();
    int block = from.shape().size() / from.shape().dim(0) * rows;
    for (int i = block; i < values.length; i++) {
      values[i] = values[i - block];
    }
    return Tensor.of(from.shape(), values);
  }

  /** Examples of 0 and 1, 13 % of them 1, by a seed. */
  static Tensor ink(Shape shape, long seed) {
    float[] values = uniform("x" + seed, shape, 0, 1).toFloatArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = values[i] < INK ? 1 : 0;
    }
    return Tensor.of(shape, values);
  }

  private static Tensor uniform(String name, Shape shape, double from, double to) {
    float[] values = new float[shape.size()];
    long key = NoiseStream.rowKey(NoiseStream.streamKey(SEED, name, "example"), 0, 0);
    NoiseStream.fill(NoiseKind.UNIFORM, key, values, 0, values.length);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (from + (to - from) * values[i]);
    }
    return Tensor.of(shape, values);
  }

  private static Tensor noise(Workload workload) {
    if (workload.kind() == Workload.Kind.LIKELIHOOD) {
      return evaluationNoise(workload);
    }
    Nd4j.getRandom().setSeed(SEED);
    return Tensor.from(Nd4j.randn(DataType.FLOAT, workload.rows(), workload.latent()));
  }

  /** What an evaluation with this seed draws: it has no door for noise from outside. */
  private static Tensor evaluationNoise(Workload workload) {
    int d = workload.latent();
    float[] values = new float[Math.multiplyExact(workload.rows(), d)];
    long key = NoiseStream.streamKey(SEED, Pass.NOISE, "evaluation");
    for (int row = 0; row < workload.rows(); row++) {
      long sample = row % workload.samples();
      long example = row / workload.samples();
      NoiseStream.fill(
          NoiseKind.NORMAL, NoiseStream.rowKey(key, sample, example), values, row * d, d);
    }
    return Tensor.of(Shape.of(workload.rows(), d), values);
  }

  void write(Path file) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("x", x);
    tensors.put("noise", noise);
    tensors.putAll(weights);
    new Safetensors(tensors, Map.of()).write(file);
  }

  static Example read(Path file) {
    Map<String, Tensor> weights = new LinkedHashMap<>(Safetensors.read(file).tensors());
    return new Example(weights.remove("x"), weights.remove("noise"), weights);
  }
}
