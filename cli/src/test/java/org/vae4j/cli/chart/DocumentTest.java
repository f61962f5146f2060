package org.vae4j.cli.chart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Elements, numbers and pixels as they are written. */
final class DocumentTest {
  @Test
  void text_isEscaped_inContentAndInAttributes() {
    Element element = Element.of("p", "a < b & c > d").with("title", "\"<&>'");
    assertEquals(
        "<p title=\"&quot;&lt;&amp;&gt;'\">a &lt; b &amp; c &gt; d</p>", Document.text(element));
  }

  @Test
  void charactersThatXmlForbids_areReplaced() {
    assertEquals("<p>a\uFFFDb\uFFFDc</p>", Document.text(Element.of("p", "a\u0000b\ud800c")));
    assertEquals("<p>\ud83d\ude00\t</p>", Document.text(Element.of("p", "\ud83d\ude00\t")));
  }

  @Test
  void emptyElements_areClosedAsHtmlWantsIt() {
    assertEquals("<td></td>", Document.text(Element.of("td")));
    assertEquals("<p><br/></p>", Document.text(Element.of("p", Element.of("br"))));
  }

  @Test
  void page_beginsAsHtml5_andForbidsEverythingFromOutside() {
    String page = Document.of("t", "p { color: red; }", Element.of("body"));
    assertTrue(page.startsWith("<!DOCTYPE html>\n<html xmlns="), page);
    assertTrue(page.contains("default-src 'none'"), page);
  }

  @Test
  void numbers_areTheSameInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertEquals("−1.50", Numbers.rounded(-1.5, 2));
      assertEquals("0.00", Numbers.rounded(-0.001, 2));
      assertEquals("–", Numbers.rounded(Double.NaN, 2));
      assertEquals("10\u202f000", Numbers.count(10_000));
      assertEquals("1.2e−7", Numbers.significant(1.2e-7, 2));
      assertEquals("120", Numbers.significant(120, 2));
      assertEquals("0.5", Numbers.place(0.499999));
    } finally {
      Locale.setDefault(before);
    }
    assertThrows(IllegalStateException.class, () -> Numbers.place(Double.NaN));
  }

  @Test
  void width_isMoreForWideLetters() {
    assertTrue(Marks.width("gmm") > Marks.width("gll") + 6);
  }

  @Test
  void fitted_leavesOutTheMiddle() {
    assertEquals("gmm", Marks.fitted("gmm", Marks.width("gmm")));
    String cut = Marks.fitted("a-very-long-name", Marks.width("1234567"));
    assertEquals("a-…me", cut);
  }

  @Test
  void png_holdsThePixels_andIsTheSameEachTime() throws IOException {
    Raster raster = Raster.grey(3, 2);
    raster.grey(2, 1, 1);
    raster.grey(0, 0, 0.5);
    raster.grey(1, 0, 7);
    var read = ImageIO.read(new ByteArrayInputStream(raster.png())).getRaster();
    assertEquals(255, read.getSample(2, 1, 0));
    assertEquals(128, read.getSample(0, 0, 0));
    assertEquals(255, read.getSample(1, 0, 0));
    assertEquals(0, read.getSample(0, 1, 0));
    assertArrayEquals(raster.png(), raster.png());
    assertTrue(Raster.source(raster.png()).startsWith("data:image/png;base64,iVBOR"));
  }
}
