package org.vae4j.core.derivation;

import java.util.Map;
import java.util.Set;

/** What the named terms of a divergence stand for, in words. */
public final class Meanings {
  private static final Map<String, String> GAUSSIAN =
      Map.of(
          "mean", "half the squared distance of the means, as p measures it",
          "variance", "q's variances against p's: 0 where they are equal",
          "logDeterminant", "the log ratio of p's volume to q's");

  private static final Map<String, String> OTHERS =
      Map.ofEntries(
          Map.entry("mean", "what the ratio of the means costs"),
          Map.entry("shape", "what the shapes cost, apart from the means"),
          Map.entry("spread", "what the ratio of the spreads costs"),
          Map.entry("location", "what the distance of the locations costs"),
          Map.entry("scale", "what the ratio of the scales costs"),
          Map.entry("concentration", "what the concentrations cost"),
          Map.entry("rate", "what the ratio of the rates costs"),
          Map.entry("logit", "what the distance of the logits costs"),
          Map.entry("logWidth", "the log ratio of the widths"),
          Map.entry("width", "minus the log width of q's interval, in units of p's"),
          Map.entry("mass", "minus the log of p's mass where q lives"),
          Map.entry("tilt", "what the tilt of p costs"),
          Map.entry("exponential", "the divergence from p's half, an exponential distribution"),
          Map.entry("beyond", "what p's other half and the way to q cost"),
          Map.entry("counts", "the sum over the numbers of q"),
          Map.entry("tail", "p's mass above the numbers of q"),
          Map.entry("logRatio", "the log ratio of the densities, on average"),
          Map.entry("one", "what the outcome 1 adds: q log(q/p) - q + p"),
          Map.entry("zero", "what the outcome 0 adds, likewise"),
          Map.entry("classes", "the sum over the classes"),
          Map.entry("negativeEntropy", "E_q[log q(x)]"),
          Map.entry("crossEntropy", "-E_q[log p(x)]"));

  private Meanings() {}

  /** The meaning of {@code term} among {@code all} terms of a divergence; empty if unknown. */
  public static String of(String term, Set<String> all) {
    boolean gaussian = all.contains("logDeterminant");
    return (gaussian ? GAUSSIAN : OTHERS).getOrDefault(term, "");
  }
}
