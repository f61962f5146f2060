package org.vae4j.models.posterior;

import org.vae4j.autodiff.Var;
import org.vae4j.core.NoiseKind;
import org.vae4j.core.Shape;

/**
 * Where the draws of a posterior take their noise from: nodes of this name. In training a row of
 * noise belongs to an example and serves all its draws; in evaluation each draw has a row of its
 * own, so that draws can be cut into blocks anywhere.
 *
 * @param name of the noise nodes, or what their names start with
 * @param rowPerDraw whether each draw has a row of its own
 */
public record Noise(String name, boolean rowPerDraw) {
  /** A row for each example. */
  public static Noise perExample(String name) {
    return new Noise(name, false);
  }

  /** A row for each draw. */
  public static Noise perDraw(String name) {
    return new Noise(name, true);
  }

  /** The noise of a part of the posterior, under a name of its own. */
  public Noise part(String part) {
    return new Noise(name + "." + part, rowPerDraw);
  }

  /** Standard normal numbers, {@code [N, W]} for one draw an example, else {@code [N, S, W]}. */
  public Var normal(int examples, int samples, int width) {
    Shape rows =
        rowPerDraw ? Shape.of(examples * samples, width) : Shape.of(examples, samples * width);
    Shape draws = samples == 1 ? Shape.of(examples, width) : Shape.of(examples, samples, width);
    return Var.noise(name, NoiseKind.NORMAL, rows).reshape(draws);
  }
}
