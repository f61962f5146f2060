package org.vae4j.core.divergence.line;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.vae4j.core.Doubles;
import org.vae4j.core.Functions;
import org.vae4j.core.Shape;
import org.vae4j.core.distribution.Categorical;
import org.vae4j.core.distribution.DiscretisedLogistic;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.distribution.Point;
import org.vae4j.core.distribution.Poisson;
import org.vae4j.core.verify.Densities.Logs;
import org.vae4j.core.verify.Integral;

/**
 * KL(q || p) between distributions of counts: the sum of {@code q log(q/p) - q + p}, no part of
 * which is negative, over the outcomes that any component of either shows.
 *
 * <p>Each component is summed over its own window, the parts shared out among the components by
 * mass. In a window of many thousands the mass is a smooth bell, of which every m-th outcome has
 * the sum to the last digit (Poisson's summation formula): m is halved until nothing changes.
 */
public final class SeriesKl {
  private static final double SAME = 1e-14;
  private static final int CHUNK = 1 << 14;

  private final Distribution<Doubles> q;
  private final Distribution<Doubles> p;
  private final PairForm form;
  private final Optional<LogRatio> ratio;
  private int evaluations;
  private double noise;

  private SeriesKl(Distribution<Doubles> q, Distribution<Doubles> p, PairForm form) {
    this.q = q;
    this.p = p;
    this.form = form;
    this.ratio = LogRatio.of(q, p);
  }

  /** Outcomes {@code first} to {@code last}; every {@code stride}-th at first. */
  private record Window(
      Distribution<Doubles> component, double logWeight, long first, long last, long stride) {
    static Window of(Part<Doubles> part) {
      double logWeight = Math.log(part.weight().map(Doubles::scalar).orElse(1.0));
      Distribution<Doubles> d = part.distribution();
      if (d instanceof Poisson<Doubles> poisson) {
        double rate = poisson.rate().scalar();
        double sd = Math.sqrt(rate);
        long first = (long) Math.max(0, Math.floor(rate - 12 * sd - 60));
        long stride = sd > 64 ? Long.highestOneBit((long) (sd / 4)) : 1;
        return new Window(d, logWeight, first, (long) Math.ceil(rate + 12 * sd + 60), stride);
      }
      return new Window(d, logWeight, 0, outcomes(d) - 1, 1);
    }

    private static long outcomes(Distribution<Doubles> d) {
      if (d instanceof Categorical<Doubles> c) {
        return c.classes();
      }
      return d instanceof DiscretisedLogistic<Doubles> l ? l.levels() : 2;
    }
  }

  /** Whether both are counts with parameters of one number each. */
  public static boolean takes(Distribution<Doubles> q, Distribution<Doubles> p) {
    return isOfCounts(q) && isOfCounts(p);
  }

  private static boolean isOfCounts(Distribution<Doubles> d) {
    return Part.of(d).stream()
        .map(Part::distribution)
        .allMatch(
            leaf ->
                leaf.support().isDiscrete()
                    && (leaf instanceof Categorical<Doubles> c
                        ? c.probabilities().shape().rank() == 1
                        : LineKl.hasOneElement(leaf)));
  }

  /** KL(q || p) in nats, which must be finite. */
  public static Integral of(Distribution<Doubles> q, Distribution<Doubles> p) {
    return of(q, p, SeriesKl::part);
  }

  /** The sum of another form that is smooth and homogeneous. */
  public static Integral of(Distribution<Doubles> q, Distribution<Doubles> p, PairForm form) {
    return new SeriesKl(q, p, form).sum();
  }

  /** The sum of {@code q log(q/p)} over every outcome: the textbook form, which cancels near q. */
  public static Integral textbook(Distribution<Doubles> q, Distribution<Doubles> p) {
    List<Window> windows = Part.of(q).stream().map(Window::of).toList();
    long last = windows.stream().mapToLong(Window::last).max().orElseThrow();
    double value = 0;
    double noise = 0;
    long next = 0;
    while (next <= last) {
      long from = next;
      long first =
          windows.stream().filter(w -> w.last >= from).mapToLong(Window::first).min().orElse(next);
      double[] outcomes = range(Math.max(next, first), last, 1);
      Point<Doubles> x = Point.of(Doubles.vector(outcomes));
      double[] logQ = values(q, x, outcomes.length);
      double[] logP = values(p, x, outcomes.length);
      for (int i = 0; i < outcomes.length; i++) {
        double mass = Math.exp(logQ[i]);
        value += mass == 0 ? 0 : mass * (logQ[i] - logP[i]);
        noise += mass == 0 ? 0 : mass * 0x1p-50 * (1 + Math.abs(logQ[i]) + Math.abs(logP[i]));
      }
      next = (long) outcomes[outcomes.length - 1] + 1;
    }
    return new Integral(value, noise, (int) last + 1);
  }

  /** At most a chunk of the outcomes from {@code first} to {@code last}. */
  private static double[] range(long first, long last, long stride) {
    double[] outcomes = new double[(int) Math.min(CHUNK, (last - first) / stride + 1)];
    Arrays.setAll(outcomes, i -> first + i * stride);
    return outcomes;
  }

  private Integral sum() {
    List<Window> windows = new ArrayList<>();
    Part.of(q).forEach(part -> windows.add(Window.of(part)));
    Part.of(p).forEach(part -> windows.add(Window.of(part)));
    double value = 0;
    for (Window window : windows) {
      value += converge(window);
    }
    return new Integral(value, noise + 4 * SAME * value, evaluations);
  }

  private double converge(Window window) {
    double sum = sum(window, window.first, window.stride);
    for (long stride = window.stride; stride > 1; stride /= 2) {
      double finer = sum + sum(window, window.first + stride / 2, stride);
      boolean settled = Math.abs(stride * sum - stride / 2 * finer) <= SAME * stride * sum;
      sum = finer;
      if (settled) {
        return stride / 2 * sum;
      }
    }
    return sum;
  }

  private double sum(Window window, long first, long stride) {
    double sum = 0;
    for (long from = first; from <= window.last; from += CHUNK * stride) {
      double[] outcomes = range(from, window.last, stride);
      sum += sum(window, outcomes);
      evaluations += outcomes.length;
    }
    return sum;
  }

  private double sum(Window window, double[] outcomes) {
    Point<Doubles> x = Point.of(Doubles.vector(outcomes));
    double[] logQ = values(q, x, outcomes.length);
    double[] logP = values(p, x, outcomes.length);
    double[] own = values(window.component, x, outcomes.length);
    Logs logs = Logs.of(logQ, logP);
    ratio.ifPresent(exact -> exact.refine(x, logs));
    double sum = 0;
    for (int i = 0; i < outcomes.length; i++) {
      double most = Math.max(logQ[i], logP[i]);
      if (own[i] > Double.NEGATIVE_INFINITY) {
        double both = Math.exp(logQ[i] - most) + Math.exp(logP[i] - most);
        double share = Math.exp(own[i] + window.logWeight - most) / both;
        sum += share * form.value(logQ[i], logP[i], logs.ratio()[i]);
        noise += share * noise(logQ[i], logP[i], logs.noise()[i]);
      }
    }
    return sum;
  }

  private static double part(double logQ, double logP, double ratio) {
    double massQ = Math.exp(logQ);
    double massP = Math.exp(logP);
    if (massQ == 0) {
      return massP;
    }
    return ratio > 1 ? massP - massQ - massQ * ratio : massQ * Functions.expm1mx(ratio);
  }

  private static double noise(double logQ, double logP, double off) {
    double massQ = Math.exp(logQ);
    return massQ == 0 ? 0 : off * (Math.abs(Math.exp(logP) - massQ) + massQ * off);
  }

  /** As the log density has it, which would take every class for every outcome. */
  private static double[] classes(Categorical<Doubles> d, Point<Doubles> x) {
    double[] p = d.probabilities().toDoubleArray();
    return Arrays.stream(x.x().toDoubleArray())
        .map(k -> k < p.length ? Math.log(p[(int) k]) : Double.NEGATIVE_INFINITY)
        .toArray();
  }

  private static double[] values(Distribution<Doubles> d, Point<Doubles> x, int count) {
    if (d instanceof Categorical<Doubles> c && c.logits().isEmpty()) {
      return classes(c, x);
    }
    return d.logDensity(x).broadcastTo(Shape.of(count)).toDoubleArray();
  }
}
