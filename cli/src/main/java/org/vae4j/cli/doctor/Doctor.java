package org.vae4j.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.vae4j.autodiff.Graph;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.autodiff.plan.Plan;
import org.vae4j.cli.config.ConfigFile;
import org.vae4j.cli.config.RunConfig;
import org.vae4j.cli.kl.KlAnswer;
import org.vae4j.cli.kl.KlPage;
import org.vae4j.cli.run.Assembly;
import org.vae4j.cli.run.Images;
import org.vae4j.cli.terminal.Build;
import org.vae4j.cli.terminal.Paragraph;
import org.vae4j.core.Shape;
import org.vae4j.core.backend.Backend;
import org.vae4j.core.backend.Blas;
import org.vae4j.core.backend.Preflight;
import org.vae4j.core.derivation.Derivation;
import org.vae4j.core.divergence.Kl;
import org.vae4j.models.train.Trainer;

/** What this machine computes with, and a layer computed by it. */
final class Doctor {
  private static final int WIDTH = 100;
  private static final int INDENT = 11;
  private static final double GIB = 1L << 30;
  private static final int SIZE = 512;
  private static final int RUNS = 20;
  private static final double TOLERANCE = 1e-3;

  /** Seconds of a training that is but tried. */
  private static final double MOMENT = 0.1;

  private final Preflight machine = Preflight.now();
  private final Preflight.Selection selection;
  private final int threads;

  /** Examines the back end that {@code asked} means here. */
  Doctor(Backend asked, int threads) {
    this.selection = machine.select(asked).enter();
    this.threads = threads;
  }

  /** One fact a line. */
  List<String> facts() {
    List<String> facts = new ArrayList<>();
    facts.add(fact("vae4j", Build.version() + Build.commit().map(", "::concat).orElse("")));
    facts.add(fact("java", machine.jvm()));
    facts.add(fact("nd4j", Build.nd4jVersion()));
    facts.add(fact("processor", machine.cores() + " cores"));
    facts.add(
        fact(
            "memory",
            "%s, of which %s free; Java heap up to %s"
                .formatted(
                    gib(machine.totalMemory()),
                    gib(machine.availableMemory()),
                    gib(Runtime.getRuntime().maxMemory()))));
    facts.add(fact("cuda", machine.cudaRefusal().map("no: "::concat).orElse("yes")));
    facts.add(fact("back end", selection.backend() + ", " + threads + " threads"));
    facts.add(fact("blas", blas()));
    return facts;
  }

  private static String fact(String name, String value) {
    List<String> lines = Paragraph.wrapped(value, WIDTH - INDENT);
    String indented = String.join(System.lineSeparator() + " ".repeat(INDENT), lines);
    return String.format(Locale.ROOT, "%-" + INDENT + "s%s", name, indented);
  }

  private static String gib(long bytes) {
    return String.format(Locale.ROOT, "%.1f GiB", bytes / GIB);
  }

  private String blas() {
    String[] words = Blas.config().split(" ");
    String version = words.length > 1 ? words[0] + " " + words[1] : words[0];
    return "%s, kernel %s, %s"
        .formatted(
            version,
            Blas.coreName(),
            machine.blasWarning().map("WARNING: "::concat).orElse("which OpenBLAS chose itself"));
  }

  /**
   * Computes a layer and compares it with the float64 reference. Throws {@code
   * IllegalStateException} if they differ.
   */
  String trial() {
    Map<String, Var> outputs = Map.of("y", layer());
    double seconds;
    double[] fast = new double[SIZE * SIZE];
    try (Engine engine = Engine.open(selection.backend(), threads);
        Plan plan = engine.plan(Graph.of(outputs))) {
      seconds = compute(plan, fast, RUNS);
    }
    double[] exact = new double[SIZE * SIZE];
    try (Engine engine = Engine.open(Backend.REFERENCE, 1);
        Plan plan = engine.plan(Graph.of(outputs))) {
      compute(plan, exact, 1);
    }
    double worst = 0;
    for (int i = 0; i < exact.length; i++) {
      worst = Math.max(worst, Math.abs(exact[i] - fast[i]));
    }
    if (!(worst <= TOLERANCE)) {
      throw new IllegalStateException(
          "doctor: %s must agree with the reference to %s; got %s"
              .formatted(selection.backend(), TOLERANCE, worst));
    }
    return fact(
        "trial",
        String.format(
            Locale.ROOT,
            "layer of %d x %d x %d in %.2f ms, %.0f GFLOP/s, off by %.0e: ok",
            SIZE,
            SIZE,
            SIZE,
            seconds * 1e3,
            2.0 * SIZE * SIZE * SIZE / seconds / 1e9,
            worst));
  }

  /**
   * Answers a pair as {@code kl} does. Throws {@code IllegalStateException} if its check disagrees.
   */
  String divergence() {
    KlAnswer answer = KlAnswer.of("normal(0,1)", "normal(1,2)", true);
    Derivation derivation = Derivation.of(answer.q(), answer.p(), answer.estimate());
    List<String> page = KlPage.of(answer, derivation, Kl.of(answer.p(), answer.q()));
    if (!answer.check().orElseThrow().agrees()) {
      throw new IllegalStateException("doctor: kl must agree with its check; got " + page);
    }
    return fact(
        "divergence",
        "KL(%s || %s) = %s nats in %d steps, checked by %s: ok"
            .formatted(
                answer.textQ(),
                answer.textP(),
                answer.nats(),
                derivation.steps().size(),
                answer.check().orElseThrow().method().text()));
  }

  /** Trains as {@code train} does, for a moment, by a config that was written and read. */
  String training() {
    String written = ConfigFile.write(RunConfig.parse(Map.of()).print());
    RunConfig config = RunConfig.parse(ConfigFile.read("doctor: config", written));
    Assembly assembly = new Assembly(config, Images.of(config.data()));
    try (Engine engine = Engine.open(selection.backend(), threads);
        Trainer trainer =
            new Trainer(engine, assembly.vae(), assembly.objective(), assembly.training())) {
      trainer.profile(assembly.dataset(), MOMENT);
      return fact(
          "training",
          String.format(
              Locale.ROOT, "steps of %s on %s: ok", config.prior().prior(), config.data().data()));
    }
  }

  private static Var layer() {
    Shape square = Shape.of(SIZE, SIZE);
    return Var.input("x", square).matmul(Var.input("w", square)).tanh();
  }

  /** The best time of some runs, in seconds. */
  private static double compute(Plan plan, double[] into, int runs) {
    plan.feed("x", uniform(1));
    plan.feed("w", uniform(2));
    double best = Double.POSITIVE_INFINITY;
    for (int run = 0; run < runs; run++) {
      long start = System.nanoTime();
      plan.run();
      best = Math.min(best, (System.nanoTime() - start) / 1e9);
    }
    plan.read("y", into);
    return best;
  }

  private static double[] uniform(long seed) {
    double scale = 1 / Math.sqrt(SIZE);
    return new SplittableRandom(seed)
        .doubles(SIZE * SIZE, -scale, scale)
        .map(value -> (float) value)
        .toArray();
  }
}
