package org.vae4j.models.data;

import java.util.stream.IntStream;

/**
 * The embedded data set: 28 x 28 images of the digits 0 to 9, written with a pen of seeded jitter.
 *
 * <p>Each example picks a digit and one of three ways to write it, moves the points of its strokes,
 * bends, scales, shears and turns (within 15 degrees) the whole, and draws it with a pen of random
 * width at a random place, all inside the frame. Example i of a split is a function of (seed,
 * split, i) alone, in IEEE arithmetic and {@code StrictMath}: the same bytes on every machine, and
 * a longer split begins with the shorter one. k-means on the raw pixels finds the digit of about 55
 * in 100 images.
 *
 * <p>The drawings are grey at their edges. {@link #binary} cuts them at one half, as a Bernoulli
 * likelihood requires; {@link #grey} keeps the edges.
 */
public final class Strokes {
  /** Rows and columns of an image. */
  public static final int SIZE = 28;

  private static final int TRAIN = 10_000;
  private static final int VALID = 2_000;
  private static final int TEST = 2_000;

  /** Pixels that stay empty along each edge. */
  private static final int MARGIN = 1;

  private Strokes() {}

  /** 10 000 training, 2 000 validation and 2 000 test images, labelled, of values 0 and 1. */
  public static Dataset binary(long seed) {
    return binary(seed, TRAIN, VALID, TEST);
  }

  /** As many labelled images as asked for, of values 0 and 1. */
  public static Dataset binary(long seed, int train, int valid, int test) {
    Dataset grey = grey(seed, train, valid, test).binarized(Binarization.THRESHOLD, seed);
    return new Dataset("strokes", grey.train(), grey.valid(), grey.test());
  }

  /** 10 000 training, 2 000 validation and 2 000 test images, labelled, of values in [0, 1]. */
  public static Dataset grey(long seed) {
    return grey(seed, TRAIN, VALID, TEST);
  }

  /** As many labelled images as asked for, of values in [0, 1]. */
  public static Dataset grey(long seed, int train, int valid, int test) {
    return new Dataset(
        "strokes-grey",
        split(Mix.key("strokes train", seed), train),
        split(Mix.key("strokes valid", seed), valid),
        split(Mix.key("strokes test", seed), test));
  }

  private static Split split(long key, int count) {
    if (!(count > 0)) {
      throw new IllegalArgumentException("strokes: each split must have > 0 images; got " + count);
    }
    byte[] pixels = new byte[Math.multiplyExact(count, SIZE * SIZE)];
    int[] labels = new int[count];
    IntStream.range(0, count)
        .parallel()
        .forEach(
            i -> {
              Hand hand = Hand.of(Mix.bits(key, i));
              labels[i] = hand.digit();
              write(hand, pixels, i * SIZE * SIZE);
            });
    return Split.owning(SIZE, SIZE, pixels).labelled(labels);
  }

  private static void write(Hand hand, byte[] into, int at) {
    Outline outline = Outline.of(hand);
    turn(outline, hand);
    place(outline, hand);
    Pen pen = new Pen(SIZE, hand.halfWidth());
    outline.draw(pen);
    pen.ink(into, at);
  }

  /** From the page to pixels: scale, then shear, then rotation. */
  private static void turn(Outline outline, Hand hand) {
    double angle = StrictMath.toRadians(hand.rotation());
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    double x = hand.width() / 100;
    double y = hand.height() / 100;
    outline.map(
        cos * x, (cos * hand.shear() - sin) * y, 0, sin * x, (sin * hand.shear() + cos) * y, 0);
  }

  /** Near the middle, no part in the margin; what is too large for the frame is made to fit. */
  private static void place(Outline outline, Hand hand) {
    double room = SIZE - 2 * MARGIN - 2 * (hand.halfWidth() + 0.5);
    double[] x = outline.rangeOfX();
    double[] y = outline.rangeOfY();
    double fit = Math.min(1, room / Math.max(x[1] - x[0], y[1] - y[0]));
    outline.map(
        fit, 0, offset(x, fit, room, hand.right()), 0, fit, offset(y, fit, room, hand.down()));
  }

  private static double offset(double[] range, double fit, double room, double move) {
    double slack = Math.max(0, (room - fit * (range[1] - range[0])) / 2);
    double moved = Math.max(-slack, Math.min(slack, move));
    return SIZE / 2.0 + moved - fit * (range[0] + range[1]) / 2;
  }
}
