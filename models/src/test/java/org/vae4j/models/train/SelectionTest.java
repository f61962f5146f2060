package org.vae4j.models.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SelectionTest {
  private static Selection selection(int warmUp, int patience) {
    return new Selection(patience, epoch -> epoch >= warmUp);
  }

  @Test
  void offer_takesOnlyLowerBounds() {
    Selection selection = selection(0, 0);
    assertTrue(selection.offer(1, 100));
    assertFalse(selection.offer(2, 100));
    assertTrue(selection.offer(3, 99));
    assertFalse(selection.offer(4, 101));
    assertEquals(3, selection.epoch());
    assertEquals(99, selection.negElbo());
  }

  @Test
  void offer_beforeWarmUpHasEnded_isNotTaken() {
    Selection selection = selection(3, 0);
    assertFalse(selection.offer(1, 1));
    assertFalse(selection.offer(2, 0.5));
    assertTrue(selection.offer(3, 50));
    assertEquals(3, selection.epoch());
  }

  @Test
  void offer_ofNanOrInfinity_isNoImprovement() {
    Selection selection = selection(0, 0);
    assertFalse(selection.offer(1, Double.NaN));
    assertFalse(selection.offer(2, Double.POSITIVE_INFINITY));
    assertEquals(0, selection.epoch());
    assertTrue(selection.offer(3, 5));
    assertFalse(selection.offer(4, Double.NaN));
    assertEquals(3, selection.epoch());
  }

  @Test
  void patience_countsFromTheBestEpoch() {
    Selection selection = selection(0, 2);
    selection.offer(1, 10);
    assertFalse(selection.exhausted(1));
    assertFalse(selection.exhausted(2));
    assertTrue(selection.exhausted(3));
    selection.offer(3, 9);
    assertFalse(selection.exhausted(4));
    assertTrue(selection.exhausted(5));
  }

  @Test
  void patience_cannotRunOutBeforeWarmUpHasEnded() {
    Selection selection = selection(5, 1);
    for (int epoch = 1; epoch < 5; epoch++) {
      assertFalse(selection.offer(epoch, 10 + epoch));
      assertFalse(selection.exhausted(epoch));
    }
    assertTrue(selection.offer(5, 100));
    assertFalse(selection.exhausted(5));
    assertFalse(selection.offer(6, 101));
    assertTrue(selection.exhausted(6));
  }

  @Test
  void patience_runsOutOnNanAlone() {
    Selection selection = selection(2, 2);
    for (int epoch = 1; epoch <= 3; epoch++) {
      selection.offer(epoch, Double.NaN);
    }
    assertFalse(selection.exhausted(2));
    assertTrue(selection.exhausted(3));
  }

  @Test
  void noPatience_neverStops() {
    assertFalse(selection(0, 0).exhausted(1_000_000));
  }

  @Test
  void patience_countsOnlyEpochsAtFullWeight() {
    Selection selection = new Selection(2, epoch -> epoch % 2 == 0);
    assertFalse(selection.offer(1, 1));
    assertTrue(selection.offer(2, 10));
    for (int epoch = 3; epoch <= 5; epoch++) {
      assertFalse(selection.offer(epoch, 11));
      assertFalse(selection.exhausted(epoch), "epoch " + epoch);
    }
    assertFalse(selection.offer(6, 11));
    assertTrue(selection.exhausted(6));
  }
}
