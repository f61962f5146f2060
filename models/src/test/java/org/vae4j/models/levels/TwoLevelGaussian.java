package org.vae4j.models.levels;

import java.util.List;
import java.util.Random;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Tensor;
import org.vae4j.models.Decoder;
import org.vae4j.models.Encoder;
import org.vae4j.models.StandardNormalFixture;
import org.vae4j.models.Vae;
import org.vae4j.models.data.Split;
import org.vae4j.models.layer.Initializer;
import org.vae4j.models.layer.Layer;
import org.vae4j.models.layer.Mode;
import org.vae4j.models.layer.Parallel;
import org.vae4j.models.likelihood.Gaussian;
import org.vae4j.models.posterior.DiagonalHead;

/**
 * Two levels whose evidence is known: {@code z2 ~ N(0, 1), z1 | z2 ~ N(z2 A, S), x | z1, z2 ~ N(z1
 * C + z2 E, s I)}. The rows of C are orthogonal, so {@code q(z1|x, z2)} has a diagonal covariance
 * and the encoder can be exact. All of it follows from the joint precision of (z1, z2) given x.
 */
final class TwoLevelGaussian {
  static final int LOWER = 2;
  static final int UPPER = 1;
  static final int X = 4;

  private static final double[] A = {0.9, -0.6};
  private static final double[] S = {0.5, 0.8};
  private static final double[][] C = {{0.8, -0.4, 0.2, 0.6}, {0.5, 0.7, -0.3, -0.1}};
  private static final double[] E = {0.3, 0.2, -0.5, 0.4};
  private static final double NOISE = 0.3;

  private record Same(int outputs) implements Layer {
    @Override
    public Var apply(Var x, Mode mode) {
      return x;
    }

    @Override
    public List<Parameter> parameters() {
      return List.of();
    }
  }

  private TwoLevelGaussian() {}

  /**
   * Affine networks with this posterior: the true one, moved and widened by standard deviations.
   */
  static Vae vae(double moved, double widened) {
    Initializer start = new Initializer(1);
    LevelHead head =
        new LevelHead(
            new DiagonalHead("encoder.z2", X, UPPER, start),
            X,
            new Conditional(
                new Same(X + UPPER), new DiagonalHead("encoder.z1", X + UPPER, LOWER, start)));
    Vae vae =
        new Vae(
            new Encoder(Parallel.of(new Same(X), new Same(X)), head),
            new Decoder(new Same(LOWER + UPPER), X, new Gaussian(), start),
            new LevelPrior(
                new StandardNormalFixture(UPPER),
                new Conditional(
                    new Same(UPPER), new DiagonalHead("prior.z1", UPPER, LOWER, start))));
    for (Parameter parameter : vae.parameters()) {
      parameter.assign(Tensor.filled(parameter.shape(), 0));
    }
    assign(vae, "prior.z1.mean.weight", A);
    assign(vae, "prior.z1.log-var.bias", Math.log(S[0]), Math.log(S[1]));
    double[] decoder = new double[(LOWER + UPPER) * X];
    for (int i = 0; i < X; i++) {
      decoder[i] = C[0][i];
      decoder[X + i] = C[1][i];
      decoder[2 * X + i] = E[i];
    }
    assign(vae, "decoder.output.weight", decoder);
    assign(vae, "likelihood.log-var", Math.log(NOISE));
    encode(vae, moved, widened);
    return vae;
  }

  /** {@code z1 | x, z2}: each dimension by its own precision, since rows of C are orthogonal. */
  private static void encode(Vae vae, double moved, double widened) {
    double[] lower = new double[(X + UPPER) * LOWER];
    double[] bias = new double[LOWER];
    double[] logVar = new double[LOWER];
    for (int d = 0; d < LOWER; d++) {
      double variance = 1 / (1 / S[d] + dot(C[d], C[d]) / NOISE);
      for (int i = 0; i < X; i++) {
        lower[i * LOWER + d] = variance * C[d][i] / NOISE;
      }
      lower[X * LOWER + d] = variance * (A[d] / S[d] - dot(C[d], E) / NOISE);
      bias[d] = moved * Math.sqrt(variance);
      logVar[d] = Math.log(variance) + 2 * Math.log(widened);
    }
    assign(vae, "encoder.z1.mean.weight", lower);
    assign(vae, "encoder.z1.mean.bias", bias);
    assign(vae, "encoder.z1.log-var.bias", logVar);
    double[] toX = loading();
    double variance = 1 / (1 + dot(toX, solved(toX)));
    double[] upper = solved(toX);
    for (int i = 0; i < X; i++) {
      upper[i] *= variance;
    }
    assign(vae, "encoder.z2.mean.weight", upper);
    assign(vae, "encoder.z2.mean.bias", moved * Math.sqrt(variance));
    assign(vae, "encoder.z2.log-var.bias", Math.log(variance) + 2 * Math.log(widened));
  }

  private static void assign(Vae vae, String name, double... values) {
    Parameter named =
        vae.parameters().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
    named.assign(Tensor.of(named.shape(), values));
  }

  /** What z2 adds to the mean of x, through z1 and by itself. */
  private static double[] loading() {
    double[] loading = E.clone();
    for (int i = 0; i < X; i++) {
      loading[i] += A[0] * C[0][i] + A[1] * C[1][i];
    }
    return loading;
  }

  /** {@code (C^T S C + s I)^-1 v}, the covariance of x given z2, by its directions. */
  private static double[] solved(double[] v) {
    double[] result = new double[X];
    for (int i = 0; i < X; i++) {
      result[i] = v[i] / NOISE;
    }
    for (int d = 0; d < LOWER; d++) {
      double length = dot(C[d], C[d]);
      double less = dot(C[d], v) / length * (1 / NOISE - 1 / (NOISE + S[d] * length));
      for (int i = 0; i < X; i++) {
        result[i] -= less * C[d][i];
      }
    }
    return result;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** {@code log p(x)}: {@code N(0, C^T S C + s I + l l^T)}, l the loading. */
  static double[] evidence(Split split) {
    double[] loading = loading();
    double inflation = 1 + dot(loading, solved(loading));
    double logDet = (X - LOWER) * Math.log(NOISE) + Math.log(inflation);
    for (int d = 0; d < LOWER; d++) {
      logDet += Math.log(NOISE + S[d] * dot(C[d], C[d]));
    }
    double[] values = new double[split.size()];
    float[] row = new float[X];
    for (int example = 0; example < values.length; example++) {
      split.fill(example, row, 0);
      double[] x = new double[X];
      for (int i = 0; i < X; i++) {
        x[i] = row[i];
      }
      double along = dot(x, solved(loading));
      double quadratic = dot(x, solved(x)) - along * along / inflation;
      values[example] = -0.5 * (X * Math.log(2 * Math.PI) + logDet + quadratic);
    }
    return values;
  }

  /** Examples drawn from the model. */
  static Split draw(int size, long seed) {
    Random random = new Random(seed);
    float[] values = new float[size * X];
    for (int example = 0; example < size; example++) {
      double z2 = random.nextGaussian();
      double one = A[0] * z2 + Math.sqrt(S[0]) * random.nextGaussian();
      double two = A[1] * z2 + Math.sqrt(S[1]) * random.nextGaussian();
      for (int i = 0; i < X; i++) {
        double mean = one * C[0][i] + two * C[1][i] + z2 * E[i];
        values[example * X + i] = (float) (mean + Math.sqrt(NOISE) * random.nextGaussian());
      }
    }
    return Split.ofFloats(1, X, values);
  }
}
