package org.vae4j.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** A folder of IDX files with images of 4 x 4 pixels: two bars, some pixels flipped. */
public final class TinyImages {
  public static final String TRAIN = "train-images-idx3-ubyte";
  public static final String TEST = "test-images-idx3-ubyte";
  public static final String TRAIN_LABELS = "train-labels-idx1-ubyte";
  public static final int SIDE = 4;

  private TinyImages() {}

  /** 72 training images, of which 12 are for validation, and 20 test images of 0 and 255. */
  public static Path binary(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve(TRAIN), images(72, 1, false));
    Files.write(folder.resolve(TEST), images(20, 2, false));
    return folder;
  }

  /** The same in shades of grey. */
  public static Path grey(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve(TRAIN), images(72, 1, true));
    Files.write(folder.resolve(TEST), images(20, 2, true));
    return folder;
  }

  /** Gives all images of {@link #binary} or {@link #grey} the label 0. */
  public static void label(Path folder) throws IOException {
    Files.write(folder.resolve(TRAIN_LABELS), labels(72));
    Files.write(folder.resolve("test-labels-idx1-ubyte"), labels(20));
  }

  /** An IDX file of so many images. */
  public static byte[] images(int count, long seed, boolean grey) {
    SplittableRandom random = new SplittableRandom(seed);
    ByteBuffer file = header(0x803, count, SIDE, SIDE);
    for (int i = 0; i < count; i++) {
      int bar = random.nextInt(SIDE);
      for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
        boolean ink = pixel / SIDE == bar ^ random.nextInt(10) == 0;
        int value = grey ? random.nextInt(100) + (ink ? 150 : 0) : (ink ? 255 : 0);
        file.put((byte) value);
      }
    }
    return file.array();
  }

  /** An IDX file of labels 0. */
  public static byte[] labels(int count) {
    return header(0x801, count).array();
  }

  /** The start of an IDX file, with room for the values that the sizes announce. */
  public static ByteBuffer header(int magic, int... sizes) {
    int values = 1;
    for (int size : sizes) {
      values *= Math.max(0, size);
    }
    ByteBuffer file = ByteBuffer.allocate(Integer.BYTES * (1 + sizes.length) + values);
    file.putInt(magic);
    for (int size : sizes) {
      file.putInt(size);
    }
    return file;
  }
}
