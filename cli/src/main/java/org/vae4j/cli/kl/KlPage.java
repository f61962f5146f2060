package org.vae4j.cli.kl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.vae4j.cli.terminal.Paragraph;
import org.vae4j.core.Doubles;
import org.vae4j.core.derivation.Derivation;
import org.vae4j.core.derivation.Digits;
import org.vae4j.core.derivation.Meanings;
import org.vae4j.core.divergence.Estimate;
import org.vae4j.core.divergence.KlCheck;
import org.vae4j.core.divergence.Method;

/** A divergence as one reads it: the value, its terms, the way there, and what confirms it. */
public final class KlPage {
  private static final int WIDTH = 100;

  private final List<String> lines = new ArrayList<>();

  private KlPage() {}

  /** All of it, line by line. */
  public static List<String> of(KlAnswer answer, Derivation derivation, Estimate<Doubles> reverse) {
    KlPage page = new KlPage();
    page.head(answer, derivation);
    page.terms(answer.estimate());
    page.lines.add("");
    page.lines.add("step by step");
    page.lines.addAll(KlSteps.lines(derivation));
    page.lines.add("");
    answer.check().ifPresent(page::check);
    page.both(answer, reverse);
    return page.lines;
  }

  private void add(String text) {
    lines.addAll(Paragraph.wrapped(text, WIDTH));
  }

  private void head(KlAnswer answer, Derivation derivation) {
    lines.add("q = " + answer.textQ());
    lines.add("p = " + answer.textP());
    lines.add("");
    lines.add(
        "KL(q || p) = %s nats = %s bits"
            .formatted(Digits.exact(answer.nats()), Digits.exact(answer.bits())));
    boolean finite = answer.estimate().method() != Method.INFINITE;
    add(finite ? method(answer.estimate()) : derivation.note());
    derivation
        .bounds()
        .ifPresent(
            bounds ->
                lines.add(
                    "closed bounds leave %s to %s"
                        .formatted(
                            Digits.rounded(bounds.lower()), Digits.rounded(bounds.upper()))));
  }

  private static String method(Estimate<Doubles> estimate) {
    String error = error(estimate.error().scalar());
    return switch (estimate.method()) {
      case CLOSED -> "in closed form";
      case INFINITE -> "infinite";
      case SERIES -> "by a sum over outcomes, off by at most " + error;
      case QUADRATURE -> "by quadrature, off by at most " + error;
      case MONTE_CARLO -> "by Monte Carlo, standard error " + error;
    };
  }

  private static String error(double x) {
    return Digits.rounded(x, 2);
  }

  private void terms(Estimate<Doubles> estimate) {
    if (estimate.terms().isEmpty() || estimate.method() == Method.INFINITE) {
      return;
    }
    lines.add("");
    lines.add("its terms, in nats");
    List<String> values = new ArrayList<>();
    estimate.terms().values().forEach(term -> values.add(Digits.exact(term.scalar())));
    List<String> aligned = Points.aligned(values);
    int wide = estimate.terms().keySet().stream().mapToInt(String::length).max().orElse(0);
    int i = 0;
    for (String name : estimate.terms().keySet()) {
      String meaning = Meanings.of(name, estimate.terms().keySet());
      String line = "  %s  %s  %s".formatted(padded(name, wide), aligned.get(i++), meaning);
      lines.add(line.stripTrailing());
    }
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private void check(KlCheck check) {
    if (check.method() == Method.INFINITE) {
      add("check       none: neither quadrature nor draws can confirm an infinite divergence");
      return;
    }
    String verdict = check.agrees() ? "agrees" : "DISAGREES";
    String difference = "difference " + error(check.difference());
    String z = Double.isNaN(check.z()) ? "" : String.format(Locale.ROOT, ", z = %.2f", check.z());
    String note = check.note().isEmpty() ? "" : " (" + check.note() + ")";
    add(
        "check       %s by %s, %s%s: %s%s"
            .formatted(value(check), check.method().text(), difference, z, verdict, note));
  }

  private static String value(KlCheck check) {
    return check.method() == Method.MONTE_CARLO
        ? Digits.rounded(check.value())
        : Digits.exact(check.value());
  }

  private void both(KlAnswer answer, Estimate<Doubles> reverse) {
    double back = reverse.value().scalar();
    String how = reverse.method() == Method.CLOSED ? "" : ", " + method(reverse);
    lines.add("KL(p || q)  " + Digits.exact(back) + " nats, the reverse" + how);
    lines.add("Jeffreys    " + Digits.exact(answer.nats() + back) + " nats, the sum of both");
  }
}
