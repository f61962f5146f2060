package org.vae4j.core.distribution;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.vae4j.core.Choice;
import org.vae4j.core.Doubles;
import org.vae4j.core.Shape;

/**
 * The catalogue of distributions that can be written down, such as {@code normal(0, 1)} or {@code
 * mixture([0.3, 0.7], [normal(0, 1), normal(4, 2)])}.
 */
public final class Distributions {
  /** What an argument must be. */
  private enum Kind {
    NUMBER("a number"),
    VECTOR("a list of numbers"),
    MATRIX("a list of lists of numbers"),
    DISTRIBUTIONS("a list of distributions");

    private final String text;

    Kind(String text) {
      this.text = text;
    }
  }

  private record Entry(
      String usage, List<Kind> kinds, Function<List<Object>, Distribution<Doubles>> make) {}

  private static final Map<String, Entry> CATALOGUE = new LinkedHashMap<>();

  static {
    numbers("normal", "mean,sd", a -> new Normal<>(a.get(0), a.get(1)));
    add(
        "diagonal([m...],[sd...])",
        List.of(Kind.VECTOR, Kind.VECTOR),
        a -> new Diagonal<>(array(a, 0), array(a, 1)));
    add(
        "gaussian([m...],[[cov]])",
        List.of(Kind.VECTOR, Kind.MATRIX),
        a -> Gaussian.of(array(a, 0), array(a, 1)));
    add(
        "mixture([w...],[d,...])",
        List.of(Kind.VECTOR, Kind.DISTRIBUTIONS),
        a -> new Mixture<>(array(a, 0), distributions(a, 1)));
    numbers("bernoulli", "p", a -> Bernoulli.of(a.get(0)));
    add("categorical([p...])", List.of(Kind.VECTOR), a -> Categorical.of(array(a, 0)));
    numbers("beta", "a,b", a -> new Beta<>(a.get(0), a.get(1)));
    numbers("gamma", "shape,rate", a -> new Gamma<>(a.get(0), a.get(1)));
    numbers("inverse-gamma", "shape,scale", a -> new InverseGamma<>(a.get(0), a.get(1)));
    add("dirichlet([a...])", List.of(Kind.VECTOR), a -> new Dirichlet<>(array(a, 0)));
    numbers("exponential", "rate", a -> new Exponential<>(a.get(0)));
    numbers("laplace", "loc,scale", a -> new Laplace<>(a.get(0), a.get(1)));
    numbers("log-normal", "mu,sigma", a -> new LogNormal<>(a.get(0), a.get(1)));
    numbers("poisson", "rate", a -> new Poisson<>(a.get(0)));
    numbers("student-t", "df,loc,scale", a -> new StudentT<>(a.get(0), a.get(1), a.get(2)));
    numbers("uniform", "lo,hi", a -> new Uniform<>(a.get(0), a.get(1)));
    numbers("von-mises", "loc,concentration", a -> new VonMises<>(a.get(0), a.get(1)));
    numbers("continuous-bernoulli", "lambda", a -> new ContinuousBernoulli<>(a.get(0)));
  }

  private Distributions() {}

  private static void numbers(
      String name, String parameters, Function<List<Doubles>, Distribution<Doubles>> make) {
    int count = parameters.split(",").length;
    add(
        name + "(" + parameters + ")",
        Collections.nCopies(count, Kind.NUMBER),
        a -> make.apply(a.stream().map(Doubles.class::cast).toList()));
  }

  private static void add(
      String usage, List<Kind> kinds, Function<List<Object>, Distribution<Doubles>> make) {
    CATALOGUE.put(usage.substring(0, usage.indexOf('(')), new Entry(usage, kinds, make));
  }

  private static Doubles array(List<Object> arguments, int i) {
    return (Doubles) arguments.get(i);
  }

  private static List<Distribution<Doubles>> distributions(List<Object> arguments, int i) {
    return ((Components) arguments.get(i)).list();
  }

  /** What each family is written as: {@code normal(mean,sd)}, in catalogue order. */
  public static List<String> grammar() {
    return CATALOGUE.values().stream().map(Entry::usage).toList();
  }

  /**
   * The distribution that {@code text} stands for; numbers are the nearest doubles to what is
   * written. Throws {@code IllegalArgumentException} with the position of a fault of form, or with
   * the name and value of a parameter outside its domain.
   */
  public static Distribution<Doubles> parse(String text) {
    return new DistributionParser(text).parse();
  }

  /** A family applied to parsed arguments: Doubles and Components; {@code text} for messages. */
  static Distribution<Doubles> make(String family, List<Object> arguments) {
    Entry entry = Choice.among("distribution", family, CATALOGUE);
    Check.require(
        arguments.size() == entry.kinds.size(),
        "%s: takes %s; got %d arguments".formatted(family, entry.usage, arguments.size()));
    for (int i = 0; i < arguments.size(); i++) {
      Kind kind = entry.kinds.get(i);
      Check.require(
          kind(arguments.get(i)) == kind,
          "%s: argument %d of %s must be %s; got %s"
              .formatted(family, i + 1, entry.usage, kind.text, kind(arguments.get(i)).text));
    }
    return entry.make.apply(arguments);
  }

  private static Kind kind(Object argument) {
    if (argument instanceof Components) {
      return Kind.DISTRIBUTIONS;
    }
    Shape shape = ((Doubles) argument).shape();
    return switch (shape.rank()) {
      case 0 -> Kind.NUMBER;
      case 1 -> Kind.VECTOR;
      default -> Kind.MATRIX;
    };
  }

  /** A parsed list of distributions. */
  record Components(List<Distribution<Doubles>> list) {}
}
