package org.vae4j.models.train;

import java.util.Map;
import org.vae4j.core.Tensor;

/** Where training stands, which each step moves on: all of it but parameters and optimisers. */
final class Standing {
  final Selection selection;
  final Tally tally;

  /** The weights of the best epoch; empty if there is none yet. */
  Map<String, Tensor> best = Map.of();

  /** Epochs completed. */
  int epoch;

  /** Steps made in the one after. */
  int batch;

  /** Steps made in all. */
  long step;

  /** Time in {@code fit}. */
  double seconds;

  Standing(Selection selection, Tally tally) {
    this.selection = selection;
    this.tally = tally;
  }

  /** Goes on to the next epoch. */
  void complete(int current) {
    epoch = current;
    batch = 0;
    tally.clear();
  }

  /** The best epoch, else the last. */
  int bestEpoch() {
    return selection.epoch() > 0 ? selection.epoch() : epoch;
  }

  /** The validation bound of the best epoch, NaN for none. */
  double bestNegElbo() {
    return selection.epoch() > 0 ? selection.negElbo() : Double.NaN;
  }

  /** A copy of this for a checkpoint, which keeps {@link #best} apart. */
  Progress progress() {
    return new Progress(
        epoch,
        batch,
        step,
        selection.epoch(),
        selection.negElbo(),
        seconds,
        tally.examples(),
        tally.sums());
  }

  /** Goes back, or on, to what a checkpoint holds. */
  void restore(Checkpoint checkpoint) {
    Progress progress = checkpoint.progress();
    best = checkpoint.best();
    epoch = progress.epoch();
    batch = progress.batch();
    step = progress.step();
    seconds = progress.seconds();
    selection.restore(progress.bestEpoch(), progress.bestNegElbo());
    tally.restore(progress.sums(), progress.examples());
  }
}
