package org.vae4j.priors;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vae4j.priors.contract.PriorLaw.DIFFERENTIABLE;
import static org.vae4j.priors.contract.PriorLaw.FINITE;
import static org.vae4j.priors.contract.PriorLaw.MONTE_CARLO;
import static org.vae4j.priors.contract.PriorLaw.NORMALISED;
import static org.vae4j.priors.contract.PriorLaw.REPEATABLE;
import static org.vae4j.priors.contract.PriorLaw.SAMPLED;
import static org.vae4j.priors.contract.PriorLaw.TERMS;
import static org.vae4j.priors.contract.PriorLaw.UNBIASED;

import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.autodiff.Var;
import org.vae4j.core.Shape;
import org.vae4j.core.distribution.Point;
import org.vae4j.core.distribution.StudentT;
import org.vae4j.core.divergence.closed.GaussianTerms;
import org.vae4j.models.flow.FlowKind;
import org.vae4j.models.posterior.Latent;
import org.vae4j.models.posterior.Posterior;
import org.vae4j.priors.contract.PriorLaw;

/**
 * Faults of published programs, and others that are easy to make: each must be caught, in the very
 * priors that {@link PriorContractTest} finds to obey every law.
 */
class PlantedFaultTest {
  private static final GaussianMixturePrior GMM = Subjects.gmm(ComponentHandling.MARGINAL);
  private static final VampPrior VAMP = Subjects.vamp();
  private static final DirichletMixturePrior DIRICHLET =
      (DirichletMixturePrior) Subjects.of(Subjects.Variant.of("dirichlet-gmm"));
  private static final StandardNormal NORMAL = new StandardNormal(2);

  @ParameterizedTest(name = "{1}, \"{2}\": {0}")
  @MethodSource("all")
  void law_onAPlantedFault_fails(PriorLaw law, String prior, String fault, PatchedPrior faulty) {
    assertThrows(AssertionError.class, () -> law.check(faulty));
  }

  static Stream<Arguments> all() {
    return Stream.of(
            densities(),
            fullCovariances(),
            samplers(),
            divergences(),
            flows(),
            heavyTails(),
            normals(),
            randomWeights())
        .flatMap(faults -> faults);
  }

  /** A density and a sampler of each prior are broken, in all ways that its parts allow. */
  @Test
  void everyPriorOfTheCatalogue_hasFaultsInDensityAndSampler() {
    for (PriorFamily family : PriorCatalogue.load().families()) {
      Set<PriorLaw> broken =
          all()
              .map(Arguments::get)
              .filter(fault -> family.name().equals(((String) fault[1]).split(",")[0]))
              .map(fault -> (PriorLaw) fault[0])
              .collect(Collectors.toSet());
      assertTrue(
          broken.containsAll(Set.of(NORMALISED, SAMPLED)), family.name() + " breaks " + broken);
    }
  }

  private static Stream<FaultyMixture> mixtures() {
    return Stream.of(
        new FaultyMixture("gmm", GMM, (DiagonalMixture) GMM.mixture()),
        new FaultyMixture("dirichlet-gmm", DIRICHLET, (DiagonalMixture) DIRICHLET.mixture()),
        new FaultyMixture("vamp", VAMP, (DiagonalMixture) VAMP.mixture().orElseThrow()));
  }

  static Stream<Arguments> densities() {
    return mixtures()
        .flatMap(
            m ->
                Stream.of(
                    density(m, SAMPLED, "log-sum-exp per dimension", m::perDimension),
                    density(m, SAMPLED, "exp(logVar) as sd", m::logVarAsLogSd),
                    density(m, NORMALISED, "exp(logVar) once as sd", m::logVarAsLogSdInOnePlace),
                    density(m, NORMALISED, "log weights (-log K) forgotten", m::weightsForgotten),
                    density(m, NORMALISED, "log 2 pi counted twice", m::constantCountedTwice),
                    density(m, NORMALISED, "log-determinant times D", m::logDeterminantTimesD),
                    density(m, DIFFERENTIABLE, "gradient cut off", m::cutOffFromTheGradient),
                    density(m, FINITE, "log-sum-exp without a shift", m::withoutShift),
                    density(m, FINITE, "0/0 at the origin", m::undefinedGradientAtTheOrigin)));
  }

  static Stream<Arguments> fullCovariances() {
    GaussianMixturePrior sound = Subjects.gmm(ComponentHandling.MARGINAL, Covariance.FULL);
    FaultyFullMixture faulty = new FaultyFullMixture((FullMixture) sound.mixture());
    PatchedPrior prior = PatchedPrior.of(sound);
    String name = "gmm, full";
    return Stream.of(
        Arguments.of(
            SAMPLED, name, "log-sum-exp per dimension", prior.density(faulty::perDimension)),
        Arguments.of(
            NORMALISED,
            name,
            "log-determinant times D",
            prior.density(faulty::logDeterminantTimesD)),
        Arguments.of(
            SAMPLED, name, "covariance as its factor", prior.density(faulty::covarianceAsFactor)));
  }

  static Stream<Arguments> normals() {
    PatchedPrior prior = PatchedPrior.of(NORMAL);
    String name = "standard-normal";
    Var wide = Var.constant(1.05);
    return Stream.of(
        Arguments.of(
            NORMALISED,
            name,
            "log 2 pi counted once for all dimensions",
            prior.density(z -> NORMAL.logDensity(z).plus(0.5 * Math.log(2 * Math.PI)))),
        Arguments.of(
            SAMPLED,
            name,
            "draws a twentieth too wide",
            prior.sampler((n, count) -> NORMAL.sample(n, count).times(wide))));
  }

  static Stream<Arguments> samplers() {
    return mixtures()
        .flatMap(
            m ->
                Stream.of(
                    sampler(m, SAMPLED, "exp(logVar) as sd", m::drawsWithLogVarAsLogSd),
                    sampler(m, SAMPLED, "the first component", m::drawsOfTheFirstComponent),
                    sampler(m, SAMPLED, "N(0, I) whatever was learned", NORMAL::sample),
                    sampler(m, REPEATABLE, "rows not independent", m::drawsThatDependOnEachOther),
                    sampler(
                        m,
                        REPEATABLE,
                        "noise of another name",
                        (n, count) -> m.sound().sample("z", count)),
                    sampler(
                        m, REPEATABLE, "no noise", (n, count) -> Var.zeros(Shape.of(count, 2)))));
  }

  static Stream<Arguments> divergences() {
    BiFunction<Posterior, Latent, Var> withoutHalf = (q, z) -> NORMAL.klFrom(q, z).plus(1);
    BiFunction<Posterior, Latent, Var> twice = (q, z) -> GMM.klFrom(q, z).times(2);
    BiFunction<Posterior, Latent, Var> bound = (q, z) -> GMM.klBound(q);
    FaultyMixture mixture = new FaultyMixture("gmm", GMM, (DiagonalMixture) GMM.mixture());
    PatchedPrior normal = PatchedPrior.of(NORMAL);
    PatchedPrior gmm = PatchedPrior.of(GMM);
    return Stream.of(
        density(mixture, NORMALISED, "misplaced parenthesis", mixture::misplacedParenthesis),
        Arguments.of(UNBIASED, "standard-normal", "-1/2 forgotten", normal.kl(withoutHalf)),
        Arguments.of(MONTE_CARLO, "standard-normal", "-1/2 forgotten", normal.kl(withoutHalf)),
        Arguments.of(
            TERMS,
            "standard-normal",
            "half the log-determinant",
            normal.terms(q -> NORMAL.klTerms(q).map(PlantedFaultTest::halved))),
        Arguments.of(UNBIASED, "gmm", "estimate counted twice", gmm.kl(twice)),
        Arguments.of(UNBIASED, "gmm", "a bound in place of the KL", gmm.kl(bound)),
        Arguments.of(MONTE_CARLO, "gmm", "a bound in place of the KL", gmm.kl(bound)));
  }

  static Stream<Arguments> flows() {
    return Stream.of(FlowKind.values())
        .flatMap(
            kind -> {
              FlowPrior sound = Subjects.flow(kind);
              FaultyFlow faulty = new FaultyFlow(sound.flow());
              PatchedPrior prior = PatchedPrior.of(sound);
              String name = "flow, " + kind;
              return Stream.of(
                  Arguments.of(
                      NORMALISED,
                      name,
                      "log-determinant times D",
                      prior.density(faulty::logDeterminantTimesD)),
                  Arguments.of(
                      NORMALISED,
                      name,
                      "log-determinant forgotten",
                      prior.density(faulty::logDeterminantForgotten)),
                  Arguments.of(
                      NORMALISED,
                      name,
                      "log-determinant of the inverse",
                      prior.density(faulty::logDeterminantNegated)),
                  Arguments.of(
                      SAMPLED,
                      name,
                      "draws by the map in place of its inverse",
                      prior.sampler(faulty::drawsForward)));
            });
  }

  static Stream<Arguments> heavyTails() {
    StudentTPrior sound = (StudentTPrior) Subjects.of(Subjects.Variant.of("student-t"));
    PatchedPrior prior = PatchedPrior.of(sound);
    Var spread = Var.constant(1.05);
    Var logScale = sound.parameters().get(1).var();
    Function<Var, Var> wrongScale =
        z ->
            new StudentT<>(
                    sound.degrees(), sound.parameters().get(0).var(), logScale.times(2).exp())
                .logDensity(Point.of(z))
                .sum(1);
    return Stream.of(
        Arguments.of(
            NORMALISED,
            "student-t",
            "log-determinant times D",
            prior.density(z -> sound.logDensity(z).minus(logScale.sum()))),
        Arguments.of(SAMPLED, "student-t", "scale squared", prior.density(wrongScale)),
        Arguments.of(
            SAMPLED,
            "student-t",
            "normal draws",
            prior.sampler((n, count) -> NORMAL.sample(n, count))),
        Arguments.of(
            SAMPLED,
            "student-t",
            "draws a twentieth too wide",
            prior.sampler((n, count) -> sound.sample(n, count).times(spread))));
  }

  static Stream<Arguments> randomWeights() {
    String name = "dirichlet-gmm";
    Mixture training = DIRICHLET.mixture(DIRICHLET.meanLogWeights());
    PatchedPrior prior = PatchedPrior.of(DIRICHLET);
    return Stream.of(
        Arguments.of(
            NORMALISED, name, "weights of training reported", prior.density(training::logDensity)),
        Arguments.of(UNBIASED, name, "training's bound reported", prior.kl(DIRICHLET::trainingKl)));
  }

  private static Arguments density(
      FaultyMixture mixture, PriorLaw law, String fault, Function<Var, Var> faulty) {
    PatchedPrior prior = PatchedPrior.of(mixture.sound()).density(faulty);
    return Arguments.of(law, mixture.name(), fault, prior);
  }

  private static Arguments sampler(
      FaultyMixture mixture, PriorLaw law, String fault, BiFunction<String, Integer, Var> faulty) {
    PatchedPrior prior = PatchedPrior.of(mixture.sound()).sampler(faulty);
    return Arguments.of(law, mixture.name(), fault, prior);
  }

  private static GaussianTerms<Var> halved(GaussianTerms<Var> terms) {
    return new GaussianTerms<>(
        terms.mean(), terms.variance(), terms.logDeterminant().times(0.5), terms.kl());
  }
}
