package org.vae4j.models.likelihood;

import java.util.Locale;
import org.vae4j.autodiff.Var;

/** Guard of what a decoder puts out. */
final class Outputs {
  private Outputs() {}

  /**
   * {@code decoded [.., outputs]}; throws {@code IllegalArgumentException} unless it is as wide as
   * {@code likelihood} needs for {@code x [.., X]}. A width of 1 would broadcast unnoticed.
   */
  static Var checked(Likelihood likelihood, Var x, Var decoded) {
    if (!(x.shape().rank() > 0 && decoded.shape().rank() > 0)) {
      throw refused(likelihood, "rows", x, decoded);
    }
    int outputs = likelihood.outputsFor(x.shape().dim(-1));
    if (!(decoded.shape().dim(-1) == outputs)) {
      throw refused(likelihood, "as wide as x needs, " + outputs, x, decoded);
    }
    return decoded;
  }

  private static IllegalArgumentException refused(
      Likelihood likelihood, String rule, Var x, Var decoded) {
    String name = likelihood.getClass().getSimpleName().replaceAll("(?<=.)(?=[A-Z])", "-");
    return decoded.refused(
        "%s: decoder outputs must be %s; got x %s and outputs %s"
            .formatted(name.toLowerCase(Locale.ROOT), rule, x.shape(), decoded.shape()));
  }
}
