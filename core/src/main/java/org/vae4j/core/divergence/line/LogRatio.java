package org.vae4j.core.divergence.line;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vae4j.core.Doubles;
import org.vae4j.core.Shape;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.distribution.Point;
import org.vae4j.core.verify.Densities.Logs;

/**
 * {@code log p(x) - log q(x)} from the difference of the parameters, so that it keeps its digits
 * however close q and p are: within a family, and between mixtures of one family, where it is
 * {@code log(1 + sum_k r_k (e^(u_k) - 1))} of the ratios u of the components, r being the share of
 * component k of q in the density at x.
 */
final class LogRatio {
  private static final double ROUNDING = 0x1p-50;
  private static final double NEGLIGIBLE = -45;

  private final List<Component> components;
  private final boolean inverse;

  /** A component of the one, and {@code log} of its partner's weighted density over its own. */
  private record Component(Part<Doubles> part, double logWeights, FamilyRatio ratio) {
    double[] logJoint(Point<Doubles> x, int count) {
      double weight = part.weight().map(Doubles::scalar).orElse(1.0);
      Doubles logs = part.distribution().logDensityOfCoordinate(x).plus(Math.log(weight));
      return logs.broadcastTo(Shape.of(count)).toDoubleArray();
    }

    double[] ratios(Point<Doubles> x, int count) {
      return ratio.at(x).plus(logWeights).broadcastTo(Shape.of(count)).toDoubleArray();
    }
  }

  private LogRatio(List<Component> components, boolean inverse) {
    this.components = components;
    this.inverse = inverse;
  }

  /** Empty for pairs whose ratio is no better than the difference of the log densities. */
  static Optional<LogRatio> of(Distribution<Doubles> q, Distribution<Doubles> p) {
    List<Part<Doubles>> from = Part.of(q);
    List<Part<Doubles>> to = Part.of(p);
    if (from.size() == 1 && to.size() > 1) {
      return between(to, from, true);
    }
    boolean paired = from.size() == to.size() || to.size() == 1;
    return paired ? between(from, to, false) : Optional.empty();
  }

  private static Optional<LogRatio> between(
      List<Part<Doubles>> base, List<Part<Doubles>> others, boolean inverse) {
    List<Component> components = new ArrayList<>();
    for (int k = 0; k < base.size(); k++) {
      Part<Doubles> part = base.get(k);
      Part<Doubles> partner = others.get(others.size() == 1 ? 0 : k);
      double logWeights = others.size() == 1 ? 0 : logWeights(part, partner);
      FamilyRatio.of(part.distribution(), partner.distribution())
          .ifPresent(ratio -> components.add(new Component(part, logWeights, ratio)));
    }
    return components.size() == base.size()
        ? Optional.of(new LogRatio(components, inverse))
        : Optional.empty();
  }

  private static double logWeights(Part<Doubles> part, Part<Doubles> partner) {
    double from = part.weight().orElseThrow().scalar();
    double to = partner.weight().orElseThrow().scalar();
    double growth = (to - from) / from;
    return Math.abs(growth) < 0.5 ? Math.log1p(growth) : Math.log(to) - Math.log(from);
  }

  /** Replaces the ratios at {@code x} by the better ones, where all components are close. */
  void refine(Point<Doubles> x, Logs logs) {
    int count = logs.ratio().length;
    boolean single = components.size() == 1;
    double[] whole = inverse ? logs.p() : logs.q();
    double[] sum = new double[count];
    double[] size = new double[count];
    for (Component component : components) {
      double[] ratios = component.ratios(x, count);
      double[] joint = single ? whole : component.logJoint(x, count);
      for (int i = 0; i < count; i++) {
        double logShare = joint[i] - whole[i];
        sum[i] += single ? ratios[i] : growth(logShare, ratios[i]);
        size[i] += Math.abs(ratios[i]) * Math.exp(logShare);
      }
    }
    for (int i = 0; i < count; i++) {
      double ratio = single ? sum[i] : Math.log1p(sum[i]);
      if (Double.isFinite(ratio) && (single || Math.abs(sum[i]) < 0.5)) {
        logs.ratio()[i] = inverse ? -ratio : ratio;
        logs.noise()[i] = ROUNDING * (size[i] + Math.abs(ratio));
      }
    }
  }

  /** {@code share (e^ratio - 1)}; NaN for a small share of which the partner makes a large one. */
  private static double growth(double logShare, double ratio) {
    double share = Math.exp(logShare);
    if (ratio <= 1) {
      return share * Math.expm1(ratio);
    }
    return logShare + ratio < NEGLIGIBLE ? -share : Double.NaN;
  }
}
