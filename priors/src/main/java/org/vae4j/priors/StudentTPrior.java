package org.vae4j.priors;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.core.NoiseKind;
import org.vae4j.core.Shape;
import org.vae4j.core.distribution.Point;
import org.vae4j.core.distribution.StudentT;
import org.vae4j.models.Prior;
import org.vae4j.models.layer.Initializer;
import org.vae4j.models.layer.Rows;
import org.vae4j.models.option.Option;
import org.vae4j.models.option.Rules;

/**
 * Student's t along each dimension, with a learned location and scale and degrees of freedom that
 * are learned or fixed: heavier tails than a normal, so that outlying codes pull less. The KL is
 * the estimate by draws.
 */
public final class StudentTPrior implements Prior {
  private static final String NAME = "student-t";

  private final Parameter location;
  private final Parameter logScale;
  private final Var degrees;
  private final Optional<Parameter> logDegrees;

  private StudentTPrior(
      int latent, Var degrees, Optional<Parameter> logDegrees, Initializer initializer) {
    Shape shape = Shape.of(Check.atLeastOne("student-t: latent", latent));
    this.location = initializer.constant("prior.location", shape, 0);
    this.logScale = initializer.constant("prior.log-scale", shape, 0);
    this.degrees = degrees;
    this.logDegrees = logDegrees;
  }

  /** Degrees of freedom that each dimension learns, {@code degrees} at start. */
  public static StudentTPrior learned(int latent, double degrees, Initializer initializer) {
    Parameter log =
        initializer.constant("prior.log-degrees", Shape.of(latent), Math.log(checked(degrees)));
    return new StudentTPrior(latent, log.var().exp(), Optional.of(log), initializer);
  }

  /** These degrees of freedom along every dimension. */
  public static StudentTPrior fixed(int latent, double degrees, Initializer initializer) {
    Var all = Var.constant(checked(degrees)).broadcastTo(Shape.of(latent));
    return new StudentTPrior(latent, all, Optional.empty(), initializer);
  }

  private static double checked(double degrees) {
    if (!(degrees > 0 && degrees <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "student-t: degrees of freedom must be > 0 and finite; got " + degrees);
    }
    return degrees;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int latent() {
    return location.shape().dim(0);
  }

  @Override
  public boolean factorises() {
    return true;
  }

  /** The degrees of freedom of each dimension, {@code [D]}. */
  public Var degrees() {
    return degrees;
  }

  /** The sum over dimensions of their log-densities in nats, {@code [N, D] -> [N]}. */
  @Override
  public Var logDensity(Var z) {
    return new StudentT<>(degrees, location.var(), logScale.var().exp())
        .logDensity(Point.of(Rows.checked("student-t: codes", z, latent())))
        .sum(1);
  }

  /**
   * {@code location + scale sqrt(df (u^(-2/df) - 1)) cos(2 pi v)} for two uniform numbers: exact,
   * and differentiable in all parameters. Source: Bailey (1994), Mathematics of Computation 62, in
   * its form with a cosine.
   */
  @Override
  public Var sample(String name, int count) {
    Shape shape = Shape.of(count, latent());
    Var u = Var.noise(name + ".radius", NoiseKind.UNIFORM, shape);
    Var v = Var.noise(name + ".angle", NoiseKind.UNIFORM, shape);
    Var squares = u.log().times(-2).over(degrees).expm1().times(degrees);
    Var t = squares.sqrt().times(v.times(2 * Math.PI).cos());
    return location.var().plus(logScale.var().exp().times(t));
  }

  @Override
  public List<Parameter> parameters() {
    return Stream.concat(Stream.of(location, logScale), logDegrees.stream()).toList();
  }

  /** The entry of the catalogue. */
  public static final class Family implements PriorFamily {
    private static final double START = 5;

    private static final String LEARNED = "learned";

    /** Degrees of freedom; learned where there is no number. */
    public static final Option<Optional<Double>> DEGREES =
        new Option<>(
            "degrees-of-freedom",
            LEARNED + "|NUMBER",
            LEARNED,
            "of all dimensions; learned ones start at 5",
            Family::degrees,
            degrees -> degrees.map(String::valueOf).orElse(LEARNED));

    private static Optional<Double> degrees(String text) {
      if (text.equals(LEARNED)) {
        return Optional.empty();
      }
      double number = Rules.read("degrees-of-freedom", "a number", text, Double::valueOf);
      Rules.positive("degrees-of-freedom", number);
      return Optional.of(number);
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "Student's t along each dimension";
    }

    @Override
    public List<Option<?>> options() {
      return List.of(DEGREES);
    }

    @Override
    public Prior create(PriorContext context) {
      int latent = context.latent();
      return context
          .options()
          .of(DEGREES)
          .map(degrees -> fixed(latent, degrees, context.initializer()))
          .orElseGet(() -> learned(latent, START, context.initializer()));
    }
  }
}
