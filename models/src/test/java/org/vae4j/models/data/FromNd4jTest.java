package org.vae4j.models.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vae4j.models.data.SplitTest.assertRefused;

import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.TestDataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

class FromNd4jTest {
  private static final INDArray SIX = Nd4j.createFromArray(new float[][] {{1, 2}, {3, 4}, {5, 6}});

  private static DataSetIterator iterator(int batch, DataSet examples) {
    return new TestDataSetIterator(examples, batch);
  }

  private static float[] values(Split split) {
    float[] values = new float[split.size() * split.features()];
    for (int i = 0; i < split.size(); i++) {
      split.fill(i, values, i * split.features());
    }
    return values;
  }

  @Test
  void arrays_keepTheirValuesInRowMajorOrder() {
    Split split = FromNd4j.split(SIX);
    assertEquals(3, split.size());
    assertEquals(1, split.rows());
    assertEquals(2, split.columns());
    assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, values(split));
    assertArrayEquals(new float[] {1, 3, 5, 2, 4, 6}, values(FromNd4j.split(SIX.transpose())));
    assertArrayEquals(
        new float[] {1, 2, 3, 4, 5, 6}, values(FromNd4j.split(SIX.castTo(DataType.DOUBLE))));
  }

  @Test
  void images_keepTheirRowsAndColumns() {
    for (INDArray array : List.of(Nd4j.ones(4, 2, 3), Nd4j.ones(4, 1, 2, 3))) {
      Split split = FromNd4j.split(array);
      assertEquals(4, split.size());
      assertEquals(2, split.rows());
      assertEquals(3, split.columns());
    }
    assertRefused(
        "features: must be [B, X], [B, H, W] or [B, 1, H, W]; got [4, 3, 2, 2]",
        () -> FromNd4j.split(Nd4j.ones(4, 3, 2, 2)));
    assertRefused(
        "features: must be [B, X], [B, H, W] or [B, 1, H, W]; got [4]",
        () -> FromNd4j.split(Nd4j.ones(4)));
  }

  @Test
  void labels_areNumbersOrOneHot() {
    INDArray oneHot = Nd4j.createFromArray(new float[][] {{0, 1}, {1, 0}, {0, 1}});
    assertArrayEquals(new int[] {1, 0, 1}, SplitTest.labels(FromNd4j.split(SIX, oneHot)));
    INDArray numbers = Nd4j.createFromArray(5, 0, 7);
    assertArrayEquals(new int[] {5, 0, 7}, SplitTest.labels(FromNd4j.split(SIX, numbers)));
    assertArrayEquals(
        new int[] {5, 0, 7}, SplitTest.labels(FromNd4j.split(SIX, numbers.reshape(3, 1))));
  }

  @Test
  void labelsThatAreNoClasses_areRefused() {
    for (float[][] bad :
        List.of(
            new float[][] {{0, 0}, {1, 0}, {0, 1}},
            new float[][] {{1, 1}, {1, 0}, {0, 1}},
            new float[][] {{0.5f, 0.5f}, {1, 0}, {0, 1}},
            new float[][] {{0.5f}, {1}, {0}},
            new float[][] {{-1}, {1}, {0}},
            new float[][] {{Float.NaN}, {1}, {0}})) {
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> FromNd4j.split(SIX, Nd4j.createFromArray(bad)))
              .getMessage();
      assertTrue(message.startsWith("labels: must be class numbers [B] or [B, 1]"), message);
    }
    assertRefused(
        "split: must have one label for each of 3 examples; got 2 labels",
        () -> FromNd4j.split(SIX, Nd4j.createFromArray(1, 2)));
  }

  @Test
  void iterator_isReadWholeFromItsStart() {
    INDArray oneHot = Nd4j.createFromArray(new float[][] {{0, 1}, {1, 0}, {0, 1}});
    DataSetIterator iterator = iterator(2, new DataSet(SIX, oneHot));
    iterator.next();
    Split split = FromNd4j.split(iterator);
    assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, values(split));
    assertArrayEquals(new int[] {1, 0, 1}, SplitTest.labels(split));
  }

  @Test
  void iterator_targetsOfAnAutoencoder_areNoLabels() {
    Split split = FromNd4j.split(iterator(2, new DataSet(SIX, SIX)));
    assertEquals(3, split.size());
    assertFalse(split.hasLabels());
  }

  @Test
  void iterator_maskedOrNotFinite_isRefused() {
    DataSet masked = new DataSet(SIX, SIX, Nd4j.ones(3, 2), null);
    assertRefused(
        "iterator: features must have no mask; got one", () -> FromNd4j.split(iterator(3, masked)));
    INDArray nan = SIX.dup().putScalar(1, 1, Double.NaN);
    assertRefused(
        "split: values must be finite; got NaN in example 1, feature 1",
        () -> FromNd4j.split(iterator(2, new DataSet(nan, nan))));
  }

  @Test
  void iterator_emptyOrOfSeveralShapes_isRefused() {
    assertRefused(
        "iterator: must hold at least 1 example; got none",
        () -> FromNd4j.split(new Batches(List.of())));
    INDArray three = Nd4j.ones(2, 3);
    List<DataSet> batches = List.of(new DataSet(SIX, SIX), new DataSet(three, three));
    assertRefused(
        "iterator: examples must be of one shape; got [1, 2] and [1, 3]",
        () -> FromNd4j.split(new Batches(batches)));
  }

  /** The batches as given, in one pass that cannot be started again. */
  @SuppressWarnings("serial")
  private static final class Batches extends TestDataSetIterator {
    private final Iterator<DataSet> batches;

    Batches(List<DataSet> batches) {
      super(new DataSet(SIX, SIX));
      this.batches = batches.iterator();
    }

    @Override
    public boolean resetSupported() {
      return false;
    }

    @Override
    public synchronized boolean hasNext() {
      return batches.hasNext();
    }

    @Override
    public synchronized DataSet next() {
      return batches.next();
    }
  }
}
