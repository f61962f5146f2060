package org.vae4j.cli.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.vae4j.autodiff.engine.Engine;
import org.vae4j.cli.Cli;
import org.vae4j.cli.TinyImages;
import org.vae4j.cli.TinyRuns;
import org.vae4j.core.backend.Backend;
import org.vae4j.models.Vae;
import org.vae4j.models.data.Dataset;
import org.vae4j.models.data.Planar;
import org.vae4j.models.data.Split;
import org.vae4j.models.likelihood.Gaussian;
import org.vae4j.priors.StandardNormal;

/** Pictures and pages that runs leave in their folders. */
final class PicturesTest extends TinyRuns {
  private static String embedded(Path png) throws IOException {
    return Base64.getEncoder().encodeToString(Files.readAllBytes(png));
  }

  @Test
  void train_leavesAPageWithItsPicturesInIt() throws IOException {
    Path run = train("run");
    String page = Files.readString(run.resolve("report.html"));
    assertTrue(page.contains(embedded(run.resolve("samples.png"))));
    assertTrue(page.contains(embedded(run.resolve("reconstructions.png"))));
    JsonNode report = json(run.resolve("report.json"));
    assertEquals(64, report.at("/pictures/samples").intValue());
    assertEquals(20, report.at("/pictures/reconstructions").intValue());
    assertTrue(page.contains("value=\"" + report.at("/test/nll").doubleValue() + "\""), page);
    BufferedImage samples = ImageIO.read(run.resolve("samples.png").toFile());
    assertEquals(8 * (TinyImages.SIDE + 1) - 1, samples.getWidth());
    assertEquals(8 * (TinyImages.SIDE + 1) - 1, samples.getHeight());
  }

  @Test
  void reconstructions_haveTheTestImagesAboveThem() throws IOException {
    Path run = train("run");
    BufferedImage sheet = ImageIO.read(run.resolve("reconstructions.png").toFile());
    assertEquals(10 * (TinyImages.SIDE + 1) - 1, sheet.getWidth());
    assertEquals(4 * (TinyImages.SIDE + 1) - 1, sheet.getHeight());
    boolean grey = false;
    for (int column = 0; column < TinyImages.SIDE; column++) {
      for (int row = 0; row < TinyImages.SIDE; row++) {
        int original = sheet.getRaster().getSample(column, row, 0);
        assertTrue(original == 0 || original == 255, "a binary image; got " + original);
        int again = sheet.getRaster().getSample(column, row + TinyImages.SIDE + 1, 0);
        grey |= again > 0 && again < 255;
      }
    }
    assertTrue(grey, "the mean of p(x|z) lies between");
  }

  @Test
  void sameRun_givesTheSamePictures_andFromItsFilesTheSamePage() throws IOException {
    Path run = train("run");
    Path twin = train("twin");
    for (String picture : List.of("samples.png", "reconstructions.png")) {
      assertArrayEquals(
          Files.readAllBytes(run.resolve(picture)), Files.readAllBytes(twin.resolve(picture)));
    }
    Path file = run.resolve("report.html");
    String page = Files.readString(file);
    Files.delete(file);
    train("run", "--resume");
    assertEquals(page, Files.readString(file));
  }

  @Test
  void run_withoutItsPictures_saysSoOnItsPage() throws IOException {
    Path run = train("run");
    Files.delete(run.resolve("samples.png"));
    train("run", "--resume");
    String page = Files.readString(run.resolve("report.html"));
    assertTrue(page.contains("No pictures: their files are not in the folder of the run."));
    assertTrue(page.contains(embedded(run.resolve("reconstructions.png"))));
  }

  @Test
  void compare_leavesAPageThatLinksThoseOfItsRuns() throws IOException {
    Path out = temp.resolve("comparison");
    String priors = "standard-normal,gmm";
    Cli.run("compare", "--data", data, "--out", out, "--priors", priors, Cli.TINY).ok();
    String page = Files.readString(out.resolve("report.html"));
    JsonNode comparison = json(out.resolve("comparison.json"));
    assertTrue(page.contains("<h1>" + comparison.get("headline").textValue() + "</h1>"), page);
    double mean = comparison.at("/nllDifferences/0/mean").doubleValue();
    assertTrue(page.contains("value=\"" + mean + "\""), page);
    assertEquals(mean, comparison.at("/nllDifferences/0/bySeed/0").doubleValue(), 1e-12);
    for (String folder : List.of("standard-normal-seed-1", "gmm-seed-1")) {
      assertTrue(page.contains("href=\"./" + folder + "/report.html\""), folder);
      assertTrue(Files.exists(out.resolve(folder).resolve("report.html")), folder);
      assertTrue(page.contains(embedded(out.resolve(folder).resolve("samples.png"))), folder);
    }
  }

  @Test
  void evaluate_leavesAPageOfItsOwn() throws IOException {
    Path run = train("run");
    String before = Files.readString(run.resolve("report.html"));
    Cli.run("evaluate", run, "--importance-samples", "20", "--seed", "5").ok();
    String page = Files.readString(run.resolve("evaluation.html"));
    assertTrue(page.contains("./vae4j evaluate FOLDER"), page);
    assertTrue(page.contains("--importance-samples 20"), page);
    assertTrue(page.contains("MMD²"), page);
    assertEquals(before, Files.readString(run.resolve("report.html")));
    assertFalse(page.contains(embedded(run.resolve("samples.png"))), "another seed");
  }

  @Test
  void points_areDrawnOverTheirDensity() throws IOException {
    Dataset rings = Planar.RINGS.dataset(0);
    try (Engine engine = Engine.open(Backend.REFERENCE, 1)) {
      Vae vae =
          Vae.builder(2)
              .hidden(4)
              .latent(2)
              .likelihood(new Gaussian())
              .build(encoder -> new StandardNormal(2));
      Gallery gallery = Gallery.of(engine, vae, rings, 1);
      assertEquals(4, gallery.facts().reach());
      assertEquals(2000, gallery.facts().samples());
      assertEquals(List.of("samples.png"), List.copyOf(gallery.files().keySet()));
      Path file = temp.resolve("points.png");
      Files.write(file, gallery.files().get("samples.png"));
      BufferedImage image = ImageIO.read(file.toFile());
      int onTheRing = image.getRGB(image.getWidth() * 7 / 8, image.getHeight() / 2);
      int between = image.getRGB(image.getWidth() * 15 / 16, image.getHeight() / 2);
      assertTrue(onTheRing >>> 24 > between >>> 24, "the density is higher on a ring");
    }
  }

  @Test
  void plane_countsWhatLiesOutside() {
    PlaneView view = new PlaneView(1);
    assertEquals(3, view.points(new double[] {0, 0, 1.1, 0, 0, -2, Double.NaN, 0, 1, 1}));
  }

  @Test
  void tables_haveNoPictures_andTheReportSaysWhy() {
    SplittableRandom random = new SplittableRandom(1);
    float[] values = new float[3 * 30];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble();
    }
    Dataset rows = Dataset.partition("rows", Split.ofFloats(1, 3, values), 5, 5, 1);
    try (Engine engine = Engine.open(Backend.REFERENCE, 1)) {
      Vae vae = Vae.builder(3).hidden(4).latent(2).build(encoder -> new StandardNormal(2));
      Gallery gallery = Gallery.of(engine, vae, rows, 1);
      assertEquals(Map.of(), gallery.files());
      assertEquals(
          "examples are neither images nor points of a known density", gallery.facts().none());
    }
  }
}
