package org.vae4j.models.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vae4j.models.data.SplitTest.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxFolderTest {
  @TempDir Path parent;
  private Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(parent.resolve("pictures"));
  }

  private void write(String name, byte[] bytes) throws IOException {
    Files.write(folder.resolve(name), name.endsWith(".gz") ? Idx.gzip(bytes) : bytes);
  }

  @Test
  void withoutValid_theLastSixthOfTrainIsValidation() throws IOException {
    write("train-images-idx3-ubyte", Idx.images(13, 2, 3));
    write("train-labels-idx1-ubyte", Idx.labels(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12));
    write("t10k-images-idx3-ubyte.gz", Idx.images(2, 2, 3));
    Dataset dataset = IdxFolder.read(folder);
    assertEquals("pictures", dataset.name());
    assertArrayEquals(
        new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, SplitTest.labels(dataset.train()));
    assertArrayEquals(new int[] {11, 12}, SplitTest.labels(dataset.valid()));
    assertEquals(2, dataset.test().size());
    assertFalse(dataset.test().hasLabels());
    float[] first = new float[6];
    dataset.valid().fill(0, first, 0);
    assertEquals(66 / 255f, first[0], "pixels go with their labels");
  }

  @Test
  void allParts_areReadPlainOrCompressed() throws IOException {
    write("train-images-idx3-ubyte.gz", Idx.images(1, 2, 3));
    write("valid-images-idx3-ubyte", Idx.images(2, 2, 3));
    write("valid-labels-idx1-ubyte.gz", Idx.labels(5, 6));
    write("test-images-idx3-ubyte", Idx.images(3, 2, 3));
    write("test-labels-idx1-ubyte", Idx.labels(7, 8, 9));
    Dataset dataset = IdxFolder.read(folder);
    assertEquals(1, dataset.train().size());
    assertFalse(dataset.train().hasLabels());
    assertArrayEquals(new int[] {5, 6}, SplitTest.labels(dataset.valid()));
    assertArrayEquals(new int[] {7, 8, 9}, SplitTest.labels(dataset.test()));
  }

  @Test
  void labelsThatDifferInNumber_areRefused() throws IOException {
    write("train-images-idx3-ubyte", Idx.images(6, 2, 3));
    write("train-labels-idx1-ubyte.gz", Idx.labels(1, 2, 3, 4, 5));
    write("test-images-idx3-ubyte", Idx.images(3, 2, 3));
    assertRefused(
        folder.resolve("train-labels-idx1-ubyte.gz")
            + ": must hold one label for each of 6 images; got 5",
        () -> IdxFolder.read(folder));
  }

  @Test
  void imagesOfAnotherShape_areRefused() throws IOException {
    write("train-images-idx3-ubyte", Idx.images(6, 2, 3));
    write("test-images-idx3-ubyte", Idx.images(3, 3, 2));
    assertRefused(
        folder.resolve("test-images-idx3-ubyte") + ": images must be 2 x 3 as in train; got 3 x 2",
        () -> IdxFolder.read(folder));
  }

  @Test
  void tooFewImagesForValidation_areRefused() throws IOException {
    write("train-images-idx3-ubyte", Idx.images(5, 2, 3));
    write("test-images-idx3-ubyte", Idx.images(3, 2, 3));
    assertRefused(
        folder.resolve("train-images-idx3-ubyte")
            + ": must hold at least 6 images, as validation takes the last sixth;"
            + " got 5",
        () -> IdxFolder.read(folder));
  }

  @Test
  void truncatedFile_isRefusedByItsName() throws IOException {
    Files.write(
        folder.resolve("train-images-idx3-ubyte.gz"),
        Idx.gzip(Idx.file(new int[] {0x803, 1000, 28, 28}, new byte[1200])));
    write("test-images-idx3-ubyte", Idx.images(3, 28, 28));
    assertRefused(
        folder.resolve("train-images-idx3-ubyte.gz") + ": must hold 784000 pixel bytes; got 1200",
        () -> IdxFolder.read(folder));
  }

  @Test
  void missingParts_areRefusedWithWhatIsThere() throws IOException {
    assertRefused(
        folder + ": must hold its train images as train-images-idx3-ubyte[.gz]; got no IDX file",
        () -> IdxFolder.read(folder));
    write("faces-images-idx3-ubyte.gz", Idx.images(3, 2, 3));
    assertRefused(
        folder
            + ": must hold its train images as train-images-idx3-ubyte[.gz];"
            + " got faces-images-idx3-ubyte.gz",
        () -> IdxFolder.read(folder));
    write("train-images-idx3-ubyte", Idx.images(6, 2, 3));
    assertRefused(
        folder
            + ": must hold its test images as test-images-idx3-ubyte[.gz] or"
            + " t10k-images-idx3-ubyte[.gz]; got faces-images-idx3-ubyte.gz,"
            + " train-images-idx3-ubyte",
        () -> IdxFolder.read(folder));
  }

  @Test
  void noFolder_isRefused() throws IOException {
    Path absent = parent.resolve("absent");
    assertRefused("data: must be an existing folder; got " + absent, () -> IdxFolder.read(absent));
    Path file = Files.write(parent.resolve("file"), new byte[1]);
    assertRefused("data: must be an existing folder; got file " + file, () -> IdxFolder.read(file));
  }

  @Test
  void datasets_areFoundByNameOrFolder() throws IOException {
    assertEquals("strokes", Datasets.names().get(0));
    assertEquals(Strokes.binary(0).sha256(), Datasets.load("strokes").sha256());
    assertEquals(
        Strokes.binary(4, 1, 1, 2000).test().sha256(), Datasets.load("strokes", 4).test().sha256());
    assertEquals(
        Strokes.grey(0, 1, 1, 2000).test().sha256(), Datasets.load("strokes-grey").test().sha256());
    write("train-images-idx3-ubyte", Idx.images(6, 2, 3));
    write("test-images-idx3-ubyte", Idx.images(3, 2, 3));
    assertEquals(5, Datasets.load(folder.toString()).train().size());
    assertTrue(Datasets.names().contains("strokes-grey"));
  }

  @Test
  void unknownData_areRefusedWithASuggestion() {
    String known =
        "data: must be one of strokes, strokes-grey, pinwheel, rings, checkerboard or an existing"
            + " folder of IDX files; ";
    assertRefused(known + "got 'stroke' (did you mean 'strokes'?)", () -> Datasets.load("stroke"));
    assertRefused(known + "got '/no/such/folder'", () -> Datasets.load("/no/such/folder"));
    assertRefused(known + "got ''", () -> Datasets.load(""));
    assertRefused(known + "got 'nul\0byte'", () -> Datasets.load("nul\0byte"));
  }
}
