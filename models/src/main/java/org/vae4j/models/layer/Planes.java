package org.vae4j.models.layer;

import java.util.List;
import java.util.stream.IntStream;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Var;

/**
 * Images whose channels are of several kinds, one image of each kind after the other: {@code [N, H
 * W (kinds C)] -> [N, kinds (H W C)]}.
 *
 * @param image what comes in
 * @param kinds how many, each of as many channels
 */
public record Planes(Image image, int kinds) implements Layer {
  /** Throws {@code IllegalArgumentException} unless kinds divide the channels. */
  public Planes {
    if (!(kinds > 0 && image.channels() % kinds == 0)) {
      throw new IllegalArgumentException(
          "planes: kinds must be > 0 and divide the channels of " + image + "; got " + kinds);
    }
  }

  @Override
  public Var apply(Var x, Mode mode) {
    int n = Rows.checked("planes: input", x, image.size()).shape().dim(0);
    int pixels = image.height() * image.width();
    int channels = image.channels() / kinds;
    Var byPixel = x.reshape(n, pixels, image.channels());
    return Var.concat(
        1,
        IntStream.range(0, kinds)
            .mapToObj(kind -> byPixel.slice(2, kind * channels, (kind + 1) * channels))
            .map(plane -> plane.reshape(n, pixels * channels))
            .toList());
  }

  @Override
  public int outputs() {
    return image.size();
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }
}
