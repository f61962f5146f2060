package org.vae4j.models;

import java.util.List;
import java.util.Random;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;
import org.vae4j.models.data.Split;
import org.vae4j.models.layer.Initializer;
import org.vae4j.models.layer.Layer;
import org.vae4j.models.layer.Mode;
import org.vae4j.models.likelihood.Gaussian;

/**
 * The VAE whose evidence is known: {@code z ~ N(0, I), x | z ~ N(z W + b, s I)} and an affine
 * encoder. With orthogonal rows of W the true posterior is diagonal and the encoder can be exact:
 * {@code z | x ~ N((x - b) W^T / (s + w), s / (s + w))}, w the squared length of a row. Source:
 * Tipping, Bishop (1999); Lucas, Tucker, Grosse, Norouzi (2019), arXiv:1911.02469.
 */
public final class LinearGaussian {
  /** Length of a code. */
  public static final int D = 2;

  /** Values of an example. */
  public static final int X = 4;

  /** Variance of x given z. */
  public static final double NOISE = 0.3;

  /** Decoder weight, {@code [D, X]}, with orthogonal rows. */
  public static final double[][] W = {{0.8, -0.4, 0.2, 0.6}, {0.5, 0.7, -0.3, -0.1}};

  /** Decoder bias. */
  public static final double[] B = {0.1, -0.2, 0.3, 0.4};

  private record Identity(int outputs) implements Layer {
    @Override
    public Var apply(Var x, Mode mode) {
      return x;
    }

    @Override
    public List<Parameter> parameters() {
      return List.of();
    }
  }

  private LinearGaussian() {}

  /** An affine model with start values from a seed. */
  public static Vae untrained(long seed) {
    return untrained(seed, D);
  }

  /** An affine model with codes of another length. */
  public static Vae untrained(long seed, int latent) {
    Initializer initializer = new Initializer(seed);
    Encoder encoder = new Encoder(new Identity(X), latent, initializer);
    Decoder decoder = new Decoder(new Identity(latent), X, new Gaussian(), initializer);
    return new Vae(encoder, decoder, new StandardNormalFixture(latent));
  }

  /** {@link #exact} with q off: its means moved by 0.3 standard deviations, these x 1.3. */
  public static Vae off() {
    Vae vae = exact(0, 2 * Math.log(1.3));
    Parameter bias = parameter(vae, "encoder.mean.bias");
    double[] moved = bias.value().toDoubleArray();
    for (int d = 0; d < D; d++) {
      moved[d] += 0.3 * Math.sqrt(NOISE / (NOISE + squaredLength(d)));
    }
    bias.assign(Tensor.of(bias.shape(), moved));
    return vae;
  }

  /** The model with this decoder, and its true posterior with means moved by {@code shift}. */
  public static Vae exact(double shift, double logVarShift) {
    Vae vae = untrained(1);
    double[] up = new double[X * D];
    double[] meanBias = new double[D];
    double[] logVarBias = new double[D];
    double[] down = new double[D * X];
    for (int d = 0; d < D; d++) {
      double total = NOISE + squaredLength(d);
      meanBias[d] = shift;
      logVarBias[d] = Math.log(NOISE / total) + logVarShift;
      for (int i = 0; i < X; i++) {
        up[i * D + d] = W[d][i] / total;
        meanBias[d] -= B[i] * W[d][i] / total;
        down[d * X + i] = W[d][i];
      }
    }
    assign(vae, "encoder.mean.weight", up);
    assign(vae, "encoder.mean.bias", meanBias);
    assign(vae, "encoder.log-var.weight", new double[X * D]);
    assign(vae, "encoder.log-var.bias", logVarBias);
    assign(vae, "decoder.output.weight", down);
    assign(vae, "decoder.output.bias", B);
    assign(vae, "likelihood.log-var", Math.log(NOISE));
    return vae;
  }

  private static void assign(Vae vae, String name, double... values) {
    Parameter parameter = parameter(vae, name);
    parameter.assign(Tensor.of(parameter.shape(), values));
  }

  /** The parameter of that name. */
  public static Parameter parameter(Vae vae, String name) {
    return vae.parameters().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
  }

  /** The squared length of a row of W. */
  public static double squaredLength(int row) {
    double sum = 0;
    for (double weight : W[row]) {
      sum += weight * weight;
    }
    return sum;
  }

  /** Examples drawn from the model. */
  public static Split draw(int size, long seed) {
    Random random = new Random(seed);
    float[] values = new float[size * X];
    for (int example = 0; example < size; example++) {
      double[] z = {random.nextGaussian(), random.nextGaussian()};
      for (int i = 0; i < X; i++) {
        double mean = z[0] * W[0][i] + z[1] * W[1][i] + B[i];
        values[example * X + i] = (float) (mean + Math.sqrt(NOISE) * random.nextGaussian());
      }
    }
    return Split.ofFloats(1, X, values);
  }

  /** log p(x) of each example: N(b, W^T W + s I), by the directions of the rows of W. */
  public static double[] evidence(Split split) {
    double[] values = new double[split.size()];
    float[] x = new float[X];
    for (int example = 0; example < values.length; example++) {
      split.fill(example, x, 0);
      double quadratic = 0;
      for (int i = 0; i < X; i++) {
        quadratic += (x[i] - B[i]) * (x[i] - B[i]) / NOISE;
      }
      double logDet = (X - D) * Math.log(NOISE);
      for (int d = 0; d < D; d++) {
        double along = 0;
        for (int i = 0; i < X; i++) {
          along += (x[i] - B[i]) * W[d][i];
        }
        double w = squaredLength(d);
        quadratic += along * along / w * (1 / (NOISE + w) - 1 / NOISE);
        logDet += Math.log(NOISE + w);
      }
      values[example] = -0.5 * (X * Math.log(2 * Math.PI) + logDet + quadratic);
    }
    return values;
  }

  /** The rows as a tensor, {@code [N, X]}. */
  public static Tensor tensor(Split split) {
    float[] all = new float[split.size() * X];
    for (int i = 0; i < split.size(); i++) {
      split.fill(i, all, i * X);
    }
    return Tensor.of(Shape.of(split.size(), X), all);
  }
}
