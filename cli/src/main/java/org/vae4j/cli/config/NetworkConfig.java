package org.vae4j.cli.config;

import java.util.List;
import org.vae4j.models.layer.Activation;
import org.vae4j.models.layer.Hidden;
import org.vae4j.models.layer.Normalization;
import org.vae4j.models.option.Rules;

/** The networks between examples and codes. */
public record NetworkConfig(
    @Setting(fallback = "mlp", help = "dense layers, or convolutions of images")
        NetworkName network,
    @Setting(
            label = "N,..",
            fallback = "300,300",
            help = "widths of the hidden layers of mlp",
            only = "network=mlp")
        List<Integer> hidden,
    @Setting(
            label = "C,..",
            fallback = "32,64",
            help = "channels after each halving by conv",
            only = "network=conv")
        List<Integer> channels,
    @Setting(
            label = "N",
            fallback = "256",
            help = "width of the dense layer of conv",
            only = "network=conv")
        int dense,
    @Setting(fallback = "gated", help = "kind of hidden layer") Activation activation,
    @Setting(fallback = "none", help = "of the sums in a hidden layer, by row or by batch")
        Normalization normalization,
    @Setting(label = "P", fallback = "0", help = "share of a hidden layer dropped in training")
        double dropout,
    @Setting(fallback = "false", help = "whether a hidden layer's input is added to its result")
        boolean residual) {

  /** Throws {@code IllegalArgumentException} where a value breaks its rule. */
  public NetworkConfig {
    hidden = List.copyOf(hidden);
    hidden.forEach(width -> Rules.atLeast(1, "hidden", width));
    channels = List.copyOf(channels);
    channels.forEach(count -> Rules.atLeast(1, "channels", count));
    Rules.atLeast(1, "dense", dense);
    new Hidden(activation, normalization, dropout, residual);
  }
}
