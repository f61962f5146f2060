package org.vae4j.models;

import java.util.ArrayList;
import java.util.List;
import org.vae4j.models.layer.Convolution;
import org.vae4j.models.layer.Hidden;
import org.vae4j.models.layer.Image;
import org.vae4j.models.layer.Initializer;
import org.vae4j.models.layer.Layer;
import org.vae4j.models.layer.Planes;
import org.vae4j.models.layer.Sequence;
import org.vae4j.models.layer.Start;
import org.vae4j.models.likelihood.Likelihood;

/**
 * The convolutional networks of a VAE: images are halved once for each number of channels, then go
 * through one dense layer; back the same way, by transposed convolutions.
 *
 * @param image an example
 * @param channels after each halving
 * @param width of the dense layer
 */
record ConvNet(Image image, List<Integer> channels, int width) {
  /** Throws {@code IllegalArgumentException} if nothing would be left of an image. */
  ConvNet {
    channels = List.copyOf(channels);
    if (channels.isEmpty() || channels.stream().anyMatch(c -> !(c > 0)) || !(width > 0)) {
      throw new IllegalArgumentException(
          "conv: channels must be one or more positive numbers and the dense width > 0; got "
              + channels
              + " and "
              + width);
    }
    int least = channels.size() < Integer.SIZE - 2 ? 1 << channels.size() : Integer.MAX_VALUE;
    if (!(image.height() >= least && image.width() >= least)) {
      throw new IllegalArgumentException(
          "conv: images must be at least %d x %d to be halved %d times; got %d x %d"
              .formatted(least, least, channels.size(), image.height(), image.width()));
    }
  }

  /** The images after 0, 1, 2... halvings. */
  private List<Image> images() {
    List<Image> images = new ArrayList<>(List.of(image));
    for (int count : channels) {
      Image last = images.get(images.size() - 1);
      images.add(new Image(last.height() / 2, last.width() / 2, count));
    }
    return images;
  }

  /** {@code [N, X] -> [N, width]}: layers {@code encoder.0, encoder.1...}. */
  Layer encoder(Hidden hidden, Initializer initializer) {
    List<Image> images = images();
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < channels.size(); i++) {
      layers.add(hidden.down("encoder." + i, images.get(i), channels.get(i), initializer));
    }
    int flat = images.get(channels.size()).size();
    layers.add(hidden.dense("encoder." + channels.size(), flat, width, initializer));
    return new Sequence(layers);
  }

  /**
   * {@code [N, latent] -> [N, outputs]} as {@code likelihood} takes them: layers {@code decoder.0,
   * decoder.1...}. Throws {@code IllegalArgumentException} unless it takes as many for each pixel.
   */
  Layer decoder(int latent, Likelihood likelihood, Hidden hidden, Initializer initializer) {
    int outputs = likelihood.outputsFor(image.size());
    if (outputs % image.size() != 0) {
      throw new IllegalArgumentException(
          "conv: a likelihood must take as many outputs for each pixel; got %d for %d"
              .formatted(outputs, image.size()));
    }
    List<Image> images = images();
    int flat = images.get(channels.size()).size();
    List<Layer> layers = new ArrayList<>();
    layers.add(hidden.dense("decoder.0", latent, width, initializer));
    layers.add(hidden.dense("decoder.1", width, flat, initializer));
    for (int i = channels.size(); i > 1; i--) {
      String name = "decoder." + layers.size();
      layers.add(hidden.up(name, images.get(i), images.get(i - 1), initializer));
    }
    int kinds = outputs / image.size();
    Image last = new Image(image.height(), image.width(), kinds * image.channels());
    String name = "decoder." + layers.size();
    layers.add(
        Convolution.up(name, images.get(1), last, Convolution.HALVING, Start.GLOROT, initializer));
    if (kinds > 1 && !likelihood.byFeature()) {
      layers.add(new Planes(last, kinds));
    }
    return new Sequence(layers);
  }
}
