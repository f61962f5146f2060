package org.vae4j.models.data;

import java.util.List;

/**
 * The jitter that tells one writing of a digit from another. Rotation is in degrees, lengths that
 * the glyph's page of 100 x 100 is mapped to are in pixels, lengths on the page in its own unit.
 * Each quantity has its own place in the stream of {@code key}.
 */
record Hand(
    long key,
    int digit,
    Glyph glyph,
    double rotation,
    double shear,
    double width,
    double height,
    double right,
    double down,
    double halfWidth,
    double arch,
    double wave,
    double sag,
    double wobble) {
  private static final int FIRST_WOBBLE = 16;

  /** The hand that writes the example of this key. */
  static Hand of(long key) {
    int digit = Mix.below(10, Mix.bits(key, 0));
    List<Glyph> variants = Glyphs.of(digit);
    return new Hand(
        key,
        digit,
        variants.get(Mix.below(variants.size(), Mix.bits(key, 1))),
        Mix.between(-15, 15, Mix.bits(key, 2)),
        Mix.between(-0.25, 0.25, Mix.bits(key, 3)),
        Mix.between(14, 22, Mix.bits(key, 4)),
        Mix.between(16, 22, Mix.bits(key, 5)),
        Mix.between(-1.25, 1.25, Mix.bits(key, 6)),
        Mix.between(-1.25, 1.25, Mix.bits(key, 7)),
        Mix.between(0.85, 1.65, Mix.bits(key, 8)),
        Mix.between(-8, 8, Mix.bits(key, 9)),
        Mix.between(-16, 16, Mix.bits(key, 10)),
        Mix.between(-8, 8, Mix.bits(key, 11)),
        Mix.between(1, 4, Mix.bits(key, 12)));
  }

  /** How far a coordinate of the glyph moves, by its number on the page. */
  double wobble(int coordinate) {
    return Mix.between(-wobble, wobble, Mix.bits(key, FIRST_WOBBLE + coordinate));
  }

  /** How far right a point at height y moves: uprights arch and wave. */
  double swayAt(double y) {
    double v = (y - 50) / 50;
    return arch * (v * v) + wave * (v * (1 - v * v));
  }

  /** How far down a point at x moves: level strokes sag. */
  double sagAt(double x) {
    double u = (x - 50) / 50;
    return sag * (u * u);
  }
}
