package org.vae4j.models.evaluate;

/**
 * How clear the encoder's gradient is against the noise of its own draws: {@code |E g| / sqrt(E |g
 * - E g|^2)} on a fixed batch of examples. Source: Rainforth et al. (2018), arXiv:1802.04537,
 * section 3; the ratio of lengths in place of a mean over parameters, many of which have neither.
 *
 * @param ratio signal to noise; infinite where the draws do not matter
 * @param batch number of examples
 * @param draws gradients that it was estimated from
 */
public record GradientSignal(double ratio, int batch, int draws) {
  /**
   * From the squared length of the mean of {@code draws} gradients and their summed sample
   * variance. The noise that is left in the mean is taken off the signal, so that more draws do not
   * change what is estimated.
   */
  static GradientSignal of(double meanSquared, double variance, int batch, int draws) {
    double signal = Math.max(0, meanSquared - variance / draws);
    double ratio = signal == 0 ? 0 : Math.sqrt(signal / variance);
    return new GradientSignal(ratio, batch, draws);
  }
}
