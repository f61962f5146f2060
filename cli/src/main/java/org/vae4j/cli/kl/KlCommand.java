package org.vae4j.cli.kl;

import java.util.ArrayList;
import java.util.List;
import org.vae4j.cli.terminal.Command;
import org.vae4j.cli.terminal.Interrupt;
import org.vae4j.cli.terminal.Options;
import org.vae4j.cli.terminal.Terminal;
import org.vae4j.core.Doubles;
import org.vae4j.core.derivation.Derivation;
import org.vae4j.core.distribution.Distributions;
import org.vae4j.core.divergence.Estimate;
import org.vae4j.core.divergence.Kl;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code kl}: the divergence of two distributions, derived and checked, or of a file of pairs. */
public final class KlCommand implements Command {
  private static final String BATCH = "--batch";
  private static final String JSON = "--json";
  private static final String NO_CHECK = "--no-check";

  @Override
  public String name() {
    return "kl";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.command(name(), "Computes KL(q || p), shows how, and checks it another way.");
    spec.usageMessage()
        .abbreviateSynopsis(false)
        .customSynopsis("vae4j kl [OPTIONS] Q P", "       vae4j kl [--no-check] --batch FILE|-");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0..*")
            .arity("0..*")
            .paramLabel("Q P")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description("distributions, as below")
            .build());
    spec.addOption(
        Options.value(
            BATCH,
            "FILE|-",
            "JSON lines {\"q\": \"...\", \"p\": \"...\"} to answer with one line each; blank lines are"
                + " passed over, other keys not read",
            "none"));
    spec.addOption(Options.toggle(JSON, "all of it as a JSON object; infinity is \"inf\""));
    spec.addOption(Options.toggle(NO_CHECK, "leave out the check by quadrature or draws"));
    spec.usageMessage().footer(footer());
    return Options.addCommon(spec);
  }

  private static String[] footer() {
    List<String> lines = new ArrayList<>(List.of("", "Distributions:"));
    Distributions.grammar().forEach(usage -> lines.add("  " + usage));
    lines.add("");
    lines.add("Examples:");
    lines.add("  vae4j kl \"normal(0,1)\" \"normal(1,2)\"");
    lines.add("  vae4j kl \"mixture([0.3,0.7],[normal(0,1),normal(4,2)])\" \"student-t(3,0,2)\"");
    lines.add("  echo '{\"q\": \"gamma(2,1)\", \"p\": \"exponential(1)\"}' | vae4j kl --batch -");
    return lines.toArray(String[]::new);
  }

  @Override
  public void run(ParseResult given, Terminal terminal, Interrupt interrupt) {
    interrupt.onRequest(interrupt::finish);
    List<String> pair = given.matchedPositionalValue(0, List.of());
    String batch = Options.text(given, BATCH);
    boolean check = !Options.on(given, NO_CHECK);
    if (batch != null) {
      require(pair.isEmpty(), "kl: takes Q and P or --batch, not both; got " + count(pair));
      require(
          !Options.on(given, JSON), "kl: --batch answers in JSON lines, without --json; got both");
      new KlBatch(check, terminal.out()).run(KlBatch.open(batch));
      return;
    }
    require(pair.size() == 2, "kl: must have two distributions, Q and P; got " + count(pair));
    KlAnswer answer = KlAnswer.of(pair.get(0), pair.get(1), check);
    Derivation derivation = Derivation.of(answer.q(), answer.p(), answer.estimate());
    Estimate<Doubles> reverse = Kl.of(answer.p(), answer.q());
    if (Options.on(given, JSON)) {
      terminal.out().println(KlJson.page(answer, derivation, reverse));
    } else {
      KlPage.of(answer, derivation, reverse).forEach(terminal.out()::println);
    }
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  private static String count(List<String> pair) {
    return pair.isEmpty() ? "none" : pair.size() + ": " + String.join(" ", pair);
  }
}
