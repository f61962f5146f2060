package org.vae4j.models.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class GlyphTest {
  @Test
  void of_readsItsStrokes() {
    Glyph glyph = Glyph.of("S 1,2 3,4 | L 5,6 7,8 | O 0,0 9,9 9,0");
    assertEquals(3, glyph.strokes().size());
    assertEquals(Glyph.Join.CURVE, glyph.strokes().get(0).join());
    assertEquals(Glyph.Join.LOOP, glyph.strokes().get(2).join());
    assertArrayEquals(new int[] {5, 7}, glyph.strokes().get(1).x());
    assertArrayEquals(new int[] {6, 8}, glyph.strokes().get(1).y());
    assertThrows(IllegalStateException.class, () -> Glyph.of("Q 1,2 3,4"));
  }

  @Test
  void digits_haveThreeVariantsOnThePage() {
    for (int digit = 0; digit < 10; digit++) {
      assertEquals(3, Glyphs.of(digit).size());
      for (Glyph glyph : Glyphs.of(digit)) {
        for (Glyph.Stroke stroke : glyph.strokes()) {
          for (int i = 0; i < stroke.x().length; i++) {
            assertTrue(stroke.x()[i] >= 0 && stroke.x()[i] <= 100);
            assertTrue(stroke.y()[i] >= 0 && stroke.y()[i] <= 100);
          }
        }
      }
    }
  }

  @Test
  void hand_staysWithinItsLimits() {
    double largest = 0;
    for (int i = 0; i < 10_000; i++) {
      Hand hand = Hand.of(Mix.key("test", i));
      largest = Math.max(largest, Math.abs(hand.rotation()));
    }
    assertTrue(largest <= 15 && largest > 14.9, "rotation " + largest);
  }

  @Test
  void pen_inksByDistance() {
    Pen pen = new Pen(5, 1);
    pen.draw(new double[] {0, 5}, new double[] {2.25, 2.25});
    byte[] ink = new byte[26];
    pen.ink(ink, 1);
    for (int column = 0; column < 5; column++) {
      assertEquals(0, ink[1 + column], "1.75 away");
      assertEquals((byte) 191, ink[6 + column], "0.75 away: 1.5 - 0.75 of a pixel");
      assertEquals((byte) 255, ink[11 + column], "0.25 away");
    }
  }
}
