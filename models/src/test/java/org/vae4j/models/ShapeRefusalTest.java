package org.vae4j.models;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.autodiff.Gradients;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;
import org.vae4j.core.NoiseKind;
import org.vae4j.core.Shape;
import org.vae4j.models.flow.Bijection;
import org.vae4j.models.flow.Chain;
import org.vae4j.models.flow.Coupling;
import org.vae4j.models.flow.FlowSize;
import org.vae4j.models.flow.Mapped;
import org.vae4j.models.flow.MaskedAutoregressive;
import org.vae4j.models.layer.Activation;
import org.vae4j.models.layer.BatchNorm;
import org.vae4j.models.layer.Columns;
import org.vae4j.models.layer.Convolution;
import org.vae4j.models.layer.Dense;
import org.vae4j.models.layer.Dropout;
import org.vae4j.models.layer.Gated;
import org.vae4j.models.layer.Image;
import org.vae4j.models.layer.Initializer;
import org.vae4j.models.layer.Layer;
import org.vae4j.models.layer.LayerNorm;
import org.vae4j.models.layer.Mlp;
import org.vae4j.models.layer.Mode;
import org.vae4j.models.layer.Parallel;
import org.vae4j.models.layer.Planes;
import org.vae4j.models.layer.Residual;
import org.vae4j.models.layer.Sequence;
import org.vae4j.models.layer.Start;
import org.vae4j.models.likelihood.Bernoulli;
import org.vae4j.models.likelihood.Categorical;
import org.vae4j.models.likelihood.Composite;
import org.vae4j.models.likelihood.ContinuousBernoulli;
import org.vae4j.models.likelihood.DiscretisedLogistic;
import org.vae4j.models.likelihood.FixedGaussian;
import org.vae4j.models.likelihood.Gaussian;
import org.vae4j.models.likelihood.Laplace;
import org.vae4j.models.likelihood.Likelihood;
import org.vae4j.models.likelihood.NegativeBinomial;
import org.vae4j.models.likelihood.PixelGaussian;
import org.vae4j.models.likelihood.Poisson;
import org.vae4j.models.option.OptionValues;
import org.vae4j.models.posterior.DiagonalGaussian;
import org.vae4j.models.posterior.FullGaussian;
import org.vae4j.models.posterior.GaussianMixture;
import org.vae4j.models.posterior.Latent;
import org.vae4j.models.posterior.PosteriorKind;

/** What every component says to an array of another shape. */
class ShapeRefusalTest {
  private static final Initializer START = new Initializer(1);
  private static final Image IMAGE = new Image(4, 4, 2);
  private static final Var ROWS = Var.input("x", Shape.of(3, 7));

  private static Var of(int... dims) {
    return Var.input("v" + List.of(dims.length), Shape.of(dims));
  }

  private static Dense dense(int inputs, int outputs) {
    return Dense.glorot("dense", inputs, outputs, START);
  }

  /** All of them take rows of another width than 7. */
  static Stream<Layer> layers() {
    return Stream.of(
        dense(4, 2),
        new Mlp("mlp", 4, List.of(3), Activation.TANH, START),
        Gated.dense("gated", 4, 2, START),
        Sequence.of(dense(4, 2)),
        Parallel.of(dense(4, 2), dense(4, 3)),
        new Residual(dense(7, 4)),
        new Columns(6, 9),
        new BatchNorm("batch", 14, 14, START),
        new LayerNorm("layer", 14, 14, START),
        Convolution.down("down", IMAGE, 3, Convolution.HALVING, Start.HE, START),
        new Planes(new Image(7, 7, 2), 2));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void layer_rowsOfAnotherWidth_namesRuleShapeAndLine(Layer layer) {
    refused(() -> layer.apply(ROWS), "[3, 7]");
  }

  static Stream<Likelihood> likelihoods() {
    return Stream.of(
        new Bernoulli(true),
        new Categorical(4),
        new Composite(List.of(new Composite.Part(7, new Poisson(1)))),
        new ContinuousBernoulli(),
        new DiscretisedLogistic(4),
        new FixedGaussian(1),
        new Gaussian(),
        new Laplace(),
        new NegativeBinomial(1),
        new PixelGaussian(1e-3),
        new Poisson(1));
  }

  /** An output of one number would broadcast. */
  @ParameterizedTest
  @MethodSource("likelihoods")
  void likelihood_outputsOfAnotherWidth_namesRuleShapesAndLine(Likelihood likelihood) {
    assertAll(
        () -> refused(() -> likelihood.logDensity(ROWS, of(3, 1)), "[3, 7]", "[3, 1]"),
        () -> refused(() -> likelihood.logDensity(ROWS, of(3, 5)), "[3, 7]", "[3, 5]"),
        () -> refused(() -> likelihood.logDensity(ROWS, of()), "[3, 7]", "[]"));
  }

  static Stream<Bijection> bijections() {
    FlowSize size = FlowSize.of(2, 5);
    return Stream.of(
        Coupling.of("coupling", 4, true, size, START),
        MaskedAutoregressive.of("made", 4, false, size, START),
        new Chain(List.of(Coupling.of("part", 4, true, size, START))));
  }

  @ParameterizedTest
  @MethodSource("bijections")
  void bijection_rowsOfAnotherWidth_namesRuleShapeAndLine(Bijection map) {
    assertAll(
        () -> refused(() -> map.forward(ROWS).value(), "[3, 7]"),
        () -> refused(() -> map.inverse(ROWS).value(), "[3, 7]"));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void posterior_featuresOrPointsOfAnotherWidth_namesShapeAndLine(PosteriorKind kind) {
    OptionValues none = OptionValues.none();
    assertAll(
        () -> refused(() -> kind.head(4, 2, none, START).apply(ROWS).mean(), "[3, 7]"),
        () -> refused(() -> kind.head(7, 2, none, START).apply(ROWS).logDensity(ROWS), "[3, 7]"));
  }

  static Stream<PosteriorKind> kinds() {
    return Stream.of(PosteriorKind.values());
  }

  @Test
  void parts_thatDoNotFit_nameRuleShapesAndLine() {
    assertAll(
        () -> refused(() -> new Mapped(ROWS, of(4)).value(), "[3, 7]", "[4]"),
        () -> refused(() -> new DiagonalGaussian(ROWS, of(3, 6)).mean(), "[3, 7]", "[3, 6]"),
        () -> refused(() -> new FullGaussian(ROWS, of(3, 7)).mean(), "[3, 7]"),
        () -> refused(() -> new GaussianMixture(of(3, 2), ROWS, ROWS).mean(), "[3, 2]", "[3, 7]"),
        () -> refused(() -> new Latent(ROWS, of(5, 1), Optional.empty()).z(), "[3, 7]", "[5, 1]"),
        () -> refused(() -> Gradients.of(ROWS, List.of(ROWS)).get(0), "[3, 7]"));
  }

  @Test
  void states_thatDoNotFit_nameRuleShapeAndLine() {
    Mode mode = Mode.training(5);
    Parameter state = START.constant("mean", Shape.of(2), 0);
    assertAll(
        () -> refused(() -> become(mode, state), "[3, 7]", "[2]"),
        () -> refused(() -> mode.noise("drop", NoiseKind.UNIFORM, Shape.of(3, 7)), "[3, 7]"),
        () -> refused(() -> new Dropout("drop", 7, 0.5).apply(ROWS, mode), "[3, 7]"));
  }

  private static Var become(Mode mode, Parameter state) {
    mode.become(state, ROWS);
    return ROWS;
  }

  @Test
  void model_examplesOrCodesOfAnotherWidth_namesRuleShapeAndLine() {
    Vae vae =
        Vae.builder(9)
            .latent(2)
            .hidden(5)
            .build(encoder -> new StandardNormalFixture(encoder.latent()));
    Vae levels =
        Vae.builder(9)
            .latent(2)
            .upperLatent(2)
            .hidden(5)
            .build(encoder -> new StandardNormalFixture(encoder.latent()));
    assertAll(
        () -> refused(() -> vae.encoder().encode(ROWS).mean(), "mlp", "[N, 9]", "[3, 7]"),
        () -> refused(() -> vae.decoder().decode(ROWS), "mlp", "[N, 2]", "[3, 7]"),
        () -> refused(() -> levels.encoder().encode(ROWS).mean(), "mlp", "[N, 9]", "[3, 7]"),
        () -> refused(() -> levels.prior().logDensity(ROWS), "two levels", "[N, 4]", "[3, 7]"));
  }

  /** One added to these packages is to be added here. Dropout and what bends take any width. */
  @Test
  void cases_ofEachKind_areAllThereAre() {
    assertAll(
        () -> assertEquals(inPackageOf(Layer.class, Set.of("Bent", "Dropout")), names(layers())),
        () -> assertEquals(inPackageOf(Likelihood.class, Set.of()), names(likelihoods())),
        () -> assertEquals(inPackageOf(Bijection.class, Set.of("Affine")), names(bijections())));
  }

  private static Set<String> names(Stream<?> cases) {
    return cases
        .map(one -> one.getClass().getSimpleName())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> inPackageOf(Class<?> kind, Set<String> elsewhere) throws Exception {
    Path folder = Path.of(kind.getResource(kind.getSimpleName() + ".class").toURI()).getParent();
    Set<String> found = new TreeSet<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (String file : files.map(path -> path.getFileName().toString()).toList()) {
        Class<?> type = Class.forName(kind.getPackageName() + "." + file.replace(".class", ""));
        if (kind.isAssignableFrom(type)
            && !Modifier.isAbstract(type.getModifiers())
            && !type.isAnonymousClass()
            && !elsewhere.contains(type.getSimpleName())) {
          found.add(type.getSimpleName());
        }
      }
    }
    return found;
  }

  private static void refused(Supplier<Var> made, String... named) {
    String message = assertThrows(IllegalArgumentException.class, made::get).getMessage();
    for (String part : named) {
      assertTrue(message.contains(part), message);
    }
    assertTrue(
        message.matches("[a-z].*: .*; got .* \\(at ShapeRefusalTest\\.java:\\d+.*\\)"), message);
  }
}
