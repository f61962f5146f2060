package org.vae4j.core.divergence.line;

import java.util.ArrayList;
import java.util.List;
import org.vae4j.core.Doubles;
import org.vae4j.core.Functions;
import org.vae4j.core.distribution.Beta;
import org.vae4j.core.distribution.ContinuousBernoulli;
import org.vae4j.core.distribution.Distribution;
import org.vae4j.core.distribution.Exponential;
import org.vae4j.core.distribution.Gamma;
import org.vae4j.core.distribution.InverseGamma;
import org.vae4j.core.distribution.Laplace;
import org.vae4j.core.distribution.LogNormal;
import org.vae4j.core.distribution.Normal;
import org.vae4j.core.distribution.Point.Chart;
import org.vae4j.core.distribution.StudentT;
import org.vae4j.core.distribution.Uniform;
import org.vae4j.core.distribution.VonMises;
import org.vae4j.core.verify.Landmark;

/** Where the density of a distribution of numbers varies, in the coordinate of a chart. */
final class Landmarks {
  private final Chart chart;
  private final List<Landmark> found = new ArrayList<>();

  private Landmarks(Chart chart) {
    this.chart = chart;
  }

  /** The landmarks of a distribution that is no mixture. */
  static List<Landmark> of(Distribution<Doubles> d, Chart chart) {
    Landmarks landmarks = new Landmarks(chart);
    landmarks.collect(d);
    return landmarks.found;
  }

  private void collect(Distribution<Doubles> d) {
    if (d instanceof Normal<Doubles> n) {
      onLine(n.mean(), n.sd());
    } else if (d instanceof Laplace<Doubles> l) {
      onLine(l.loc(), l.scale());
    } else if (d instanceof StudentT<Doubles> t) {
      onLine(t.loc(), t.scale());
    } else if (d instanceof Uniform<Doubles> u) {
      onLine(u.mean(), u.hi().minus(u.lo()).times(0.5));
    } else if (d instanceof VonMises<Doubles> v) {
      double width = 1 / Math.sqrt(Math.max(v.concentration().scalar(), 0.1));
      onLine(v.loc(), Doubles.scalar(width));
    } else {
      collectPositive(d);
    }
  }

  private void collectPositive(Distribution<Doubles> d) {
    if (d instanceof Gamma<Doubles> g) {
      likeGamma(g.shape().scalar(), -Math.log(g.rate().scalar()), 1);
    } else if (d instanceof Exponential<Doubles> e) {
      likeGamma(1, -Math.log(e.rate().scalar()), 1);
    } else if (d instanceof InverseGamma<Doubles> g) {
      likeGamma(g.shape().scalar(), Math.log(g.scale().scalar()), -1);
    } else if (d instanceof LogNormal<Doubles> l) {
      inLogs(l.mu().scalar(), l.sigma().scalar());
    } else if (d instanceof Beta<Doubles> b) {
      likeBeta(b.a().scalar(), b.b().scalar());
    } else if (d instanceof ContinuousBernoulli<Doubles> c) {
      tilted(c.lambda().scalar());
    } else {
      throw new IllegalStateException(
          "landmarks: must know each family of numbers; got " + d.family());
    }
  }

  private void onLine(Doubles location, Doubles scale) {
    double at = location.scalar();
    double width = scale.scalar();
    if (chart == Chart.IDENTITY) {
      add(at, width);
      return;
    }
    for (double x : new double[] {at, at - width, at + width}) {
      if (chart == Chart.LOG && x > 0) {
        add(Math.log(x), Math.min(1, width / x));
      } else if (chart == Chart.LOGIT && x > 0 && x < 1) {
        add(Math.log(x) - Math.log1p(-x), Math.min(1, width / x / (1 - x)));
      }
    }
  }

  /**
   * The logarithm of a gamma variable, or its negative: around the mean, and where the exponential
   * decay sets in.
   */
  private void likeGamma(double shape, double logUnit, int sign) {
    inLogs(logUnit + sign * Math.log(shape), 1 / Math.sqrt(shape));
    if (shape < 1) {
      inLogs(logUnit, 1);
    }
  }

  private void inLogs(double location, double scale) {
    if (chart == Chart.LOG) {
      add(location, scale);
    } else if (chart == Chart.IDENTITY) {
      add(Math.exp(location), Math.exp(location) * Math.min(1, scale));
    } else if (location < 0) {
      double rest = -Math.expm1(location);
      add(location - Math.log(rest), Math.min(1, scale / rest));
    }
  }

  /** The logit of a beta variable, by the decay towards either end. */
  private void likeBeta(double a, double b) {
    inLogits(Math.log(a) - Math.log(b), Math.sqrt(1 / a + 1 / b));
    if (a < 1) {
      inLogits(-Math.log(Math.max(b, 1)), 1);
    }
    if (b < 1) {
      inLogits(Math.log(Math.max(a, 1)), 1);
    }
  }

  private void tilted(double lambda) {
    double logit = Math.log(lambda) - Math.log1p(-lambda);
    inLogits(0, 1);
    if (Math.abs(logit) > 1) {
      inLogits(Math.signum(logit) * Math.log(Math.abs(logit)), 1);
    }
  }

  private void inLogits(double location, double scale) {
    if (chart == Chart.LOGIT) {
      add(location, scale);
    } else if (chart == Chart.IDENTITY) {
      double x = Functions.sigmoid(location);
      add(x, x * (1 - x) * Math.min(1, scale));
    }
  }

  private void add(double location, double scale) {
    if (Double.isFinite(location) && scale > 0 && Double.isFinite(scale)) {
      found.add(new Landmark(location, scale));
    }
  }
}
