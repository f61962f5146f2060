package org.vae4j.models.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vae4j.core.Window;

/**
 * How hidden layers are made of linear maps: map, normalise, bend, drop out, add the input.
 *
 * @param activation how they bend
 * @param normalization what is done to sums before; of a gated layer, to those that are gated
 * @param dropout the share of results that training drops
 * @param residual whether each layer's input is added to its result: see {@link Residual}
 */
public record Hidden(
    Activation activation, Normalization normalization, double dropout, boolean residual) {
  /** Shortcuts around a layer that halves or doubles an image. */
  private static final Window SMALL = new Window(2, 2, 2, 0);

  /** A linear map of a name, whose weights start by a rule. */
  private interface Linear {
    Layer of(String name, Start start, boolean biased);
  }

  /** Throws {@code IllegalArgumentException} unless dropout is from 0 up to but not including 1. */
  public Hidden {
    Dropout.check(dropout);
  }

  /** Layers that bend and do nothing else. */
  public Hidden(Activation activation) {
    this(activation, Normalization.NONE, 0, false);
  }

  /** {@code [N, inputs] -> [N, outputs]} by an affine map. */
  public Layer dense(String name, int inputs, int outputs, Initializer initializer) {
    Linear linear =
        (own, start, biased) -> {
          Dense dense = Dense.of(own, inputs, outputs, start, initializer);
          return biased ? dense : dense.unbiased();
        };
    return around(name, linear, inputs == outputs, linear, outputs, initializer);
  }

  /** Images at half the size, {@code [N, from] -> [N, from / 4 to channels]}. */
  public Layer down(String name, Image from, int channels, Initializer initializer) {
    return around(
        name,
        down(from, channels, Convolution.HALVING, initializer),
        false,
        down(from, channels, SMALL, initializer),
        channels,
        initializer);
  }

  private static Linear down(Image from, int channels, Window window, Initializer initializer) {
    return (own, start, biased) -> {
      Convolution map = Convolution.down(own, from, channels, window, start, initializer);
      return biased ? map : map.unbiased();
    };
  }

  /** Images at twice the size, {@code [N, from] -> [N, to]}. */
  public Layer up(String name, Image from, Image to, Initializer initializer) {
    return around(
        name,
        up(from, to, Convolution.HALVING, initializer),
        false,
        up(from, to, SMALL, initializer),
        to.channels(),
        initializer);
  }

  private static Linear up(Image from, Image to, Window window, Initializer initializer) {
    return (own, start, biased) -> {
      Convolution map = Convolution.up(own, from, to, window, start, initializer);
      return biased ? map : map.unbiased();
    };
  }

  private Layer around(
      String name,
      Linear linear,
      boolean sameSize,
      Linear shortcut,
      int channels,
      Initializer initializer) {
    List<Layer> layers = new ArrayList<>();
    layers.add(bent(name, linear, channels, initializer));
    if (dropout > 0) {
      layers.add(new Dropout(name + ".dropout", layers.get(0).outputs(), dropout));
    }
    Layer body = layers.size() == 1 ? layers.get(0) : new Sequence(layers);
    if (!residual) {
      return body;
    }
    return sameSize
        ? new Residual(body)
        : new Residual(body, Optional.of(shortcut.of(name + ".shortcut", Start.GLOROT, false)));
  }

  private Layer bent(String name, Linear linear, int channels, Initializer initializer) {
    boolean gated = activation == Activation.GATED;
    String own = gated ? name + ".value" : name;
    Layer sums = linear.of(own, activation.start(), !normalization.centres());
    List<Layer> layers = new ArrayList<>();
    layers.add(sums);
    layers.addAll(normalization.layers(own + ".norm", sums.outputs(), channels, initializer));
    Layer normal = layers.size() == 1 ? sums : new Sequence(layers);
    return gated
        ? new Gated(normal, linear.of(name + ".gate", activation.start(), true))
        : activation.bent(normal);
  }
}
