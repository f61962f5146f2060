package org.vae4j.core.derivation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.vae4j.core.Doubles;
import org.vae4j.core.derivation.Step.Kind;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.divergence.mixture.MixtureFormula;
import org.vae4j.core.divergence.mixture.MixtureFormula.Side;
import org.vae4j.core.divergence.mixture.MixtureKl;

/**
 * What closed formulas say of mixtures {@code sum_a v_a f_a} and {@code sum_b w_b g_b}: bounds on
 * either side, the interval they leave, and approximations that are no bounds.
 */
final class MixtureSteps {
  static final String LEAST = "KL(q || p) at least";
  static final String MOST = "KL(q || p) at most";

  private MixtureSteps() {}

  static List<Step> of(Distribution<Doubles> q, Distribution<Doubles> p) {
    Map<MixtureFormula, Doubles> formulas = MixtureKl.formulas(q, p);
    List<Step> steps = new ArrayList<>();
    double lower = 0;
    double upper = Double.POSITIVE_INFINITY;
    for (MixtureFormula formula : MixtureFormula.values()) {
      double value = formulas.containsKey(formula) ? formulas.get(formula).scalar() : Double.NaN;
      if (Double.isFinite(value)) {
        steps.add(Step.number(Kind.BOUND, subject(formula), text(formula), "", value));
        lower = formula.side() == Side.LOWER ? Math.max(lower, value) : lower;
        upper = formula.side() == Side.UPPER ? Math.min(upper, value) : upper;
      }
    }
    if (!steps.isEmpty()) {
      steps.add(bound(LEAST, "the greatest of 0 and the lower bounds", lower));
      steps.add(bound(MOST, "the least of the upper bounds", upper));
    }
    return steps;
  }

  private static Step bound(String subject, String text, double value) {
    return Step.number(Kind.BOUND, subject, text, "", value);
  }

  private static String subject(MixtureFormula formula) {
    return formula.text()
        + switch (formula.side()) {
          case LOWER -> ", below";
          case UPPER -> ", above";
          case NEITHER -> ", no bound";
        };
  }

  /** With {@code H} for the entropy of a component and {@code t} for the overlap of two. */
  private static String text(MixtureFormula formula) {
    return switch (formula) {
      case JENSEN_PRODUCT ->
          "sum_a v_a (log(sum_c v_c e^-KL(f_a || f_c)) - H_a - log(sum_b w_b t_ab))";
      case WIDENED_PRODUCT ->
          "the same, with the least of the overlaps of f_a at seven widths v, plus D/2 (1/v - 1 +"
              + " log v)";
      case CONVEXITY -> "sum_ab v_a w_b KL(f_a || g_b)";
      case VARIATIONAL_UPPER ->
          "min over phi, psi of KL(phi || psi) + sum_ab phi_ab KL(f_a || g_b)";
      case JENSEN_UPPER ->
          "sum_a v_a (log(sum_c v_c t_ac) + H_a - log(sum_b w_b e^-KL(f_a || g_b)))";
      case BHATTACHARYYA_UPPER ->
          "sum_a v_a log(sum_c v_c BC(f_a, f_c)/sum_b w_b e^-KL(f_a || g_b))";
      case HERSHEY_OLSEN ->
          "sum_a v_a log(sum_c v_c e^-KL(f_a || f_c)/sum_b w_b e^-KL(f_a || g_b))";
      case PRODUCT -> "sum_a v_a log(sum_c v_c t_ac/sum_b w_b t_ab)";
    };
  }
}
