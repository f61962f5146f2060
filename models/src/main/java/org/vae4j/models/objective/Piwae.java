package org.vae4j.models.objective;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vae4j.autodiff.Var;
import org.vae4j.models.Vae;

/**
 * Two bounds of the same {@code bounds x draws} draws: the decoder and the prior follow the
 * importance-weighted bound of all, the encoder the looser {@link Miwae}, whose gradient has less
 * noise there: PIWAE. The bound it names is the first. Source: Rainforth et al. (2018),
 * arXiv:1802.04537.
 *
 * @param bounds M
 * @param draws K
 */
public record Piwae(int bounds, int draws) implements Objective {
  /** Throws {@code IllegalArgumentException} unless both are >= 1. */
  public Piwae {
    Check.samples("piwae: bounds", bounds);
    Check.samples("piwae: draws", draws);
  }

  @Override
  public String name() {
    return "piwae";
  }

  @Override
  public int samples() {
    return bounds * draws;
  }

  @Override
  public Var loss(Pass pass) {
    return new Iwae(samples()).loss(pass);
  }

  /** What the encoder follows, a scalar. */
  Var encoderLoss(Pass pass) {
    return new Miwae(bounds, draws).loss(pass);
  }

  @Override
  public List<Stage> stages(Vae vae) {
    Group encoder = Group.of("encoder", vae.encoder());
    Group rest = Group.of("decoder", vae.decoder(), vae.prior()).without(encoder);
    return List.of(
        new Stage(
            name(),
            List.of(rest, encoder),
            pass ->
                Map.of(Graphs.LOSS, loss(pass), Stage.loss(encoder.name()), encoderLoss(pass))));
  }

  @Override
  public Optional<Var> bound(Pass pass) {
    return new Iwae(samples()).bound(pass);
  }
}
