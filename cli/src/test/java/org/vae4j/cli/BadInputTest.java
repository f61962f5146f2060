package org.vae4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user can get wrong: one line, exit code 2, nothing half written. */
final class BadInputTest extends TinyRuns {
  private Path out;

  @BeforeEach
  void nameFolder() {
    out = temp.resolve("out");
  }

  private void refused(String command, String[] more, String... parts) {
    Cli.run(command, "--data", data, "--out", out, Cli.TINY, Arrays.asList(more))
        .refusedWith(parts);
    assertFalse(Files.exists(out), "nothing may be written");
  }

  private void refusedData(String... parts) {
    refused("train", new String[0], parts);
    refused("compare", new String[0], parts);
  }

  @Test
  void unknownPrior() {
    refused(
        "train",
        new String[] {"--prior", "vampp"},
        "unknown prior 'vampp'; known: standard-normal, gmm");
  }

  @Test
  void missingFolder() {
    data = temp.resolve("nowhere");
    refusedData("data: must be one of strokes", "an existing folder", data.toString());
  }

  @Test
  void misspeltName() {
    Cli.run("train", "--data", "stroke", "--out", out)
        .refusedWith("got 'stroke' (did you mean 'strokes'?)");
  }

  @Test
  void truncatedImages() throws IOException {
    byte[] whole = TinyImages.images(72, 1, false);
    Files.write(data.resolve(TinyImages.TRAIN), Arrays.copyOf(whole, whole.length - 7));
    refusedData(TinyImages.TRAIN + ": must hold 1152 pixel bytes; got 1145");
  }

  @Test
  void truncatedHeader() throws IOException {
    Files.write(data.resolve(TinyImages.TEST), new byte[] {0, 0, 8, 3, 0, 0});
    refusedData(TinyImages.TEST + ": must have a header of 16 bytes; got 6");
  }

  @Test
  void wrongMagicNumber() throws IOException {
    byte[] images = TinyImages.images(72, 1, false);
    images[3] = 1;
    Files.write(data.resolve(TinyImages.TRAIN), images);
    refusedData("must start with the magic number 0x00000803; got 0x00000801");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, Integer.MIN_VALUE})
  void sizesThatAreNotPositive(int size) throws IOException {
    Files.write(data.resolve(TinyImages.TRAIN), TinyImages.header(0x803, 72, size, 4).array());
    refusedData("rows must be > 0; got " + size);
  }

  @Test
  void countsOfImagesAndLabelsThatDiffer() throws IOException {
    Files.write(data.resolve(TinyImages.TRAIN_LABELS), TinyImages.labels(71));
    refusedData("must hold one label for each of 72 images; got 71");
  }

  @Test
  void learningRateThatIsNoNumber() {
    refused("train", new String[] {"--learning-rate", "NaN"}, "learning-rate must be > 0; got NaN");
    refused(
        "compare", new String[] {"--learning-rate", "NaN"}, "learning-rate must be > 0; got NaN");
  }

  @Test
  void moreComponentsThanAnArrayHolds() {
    Cli.run("train", "--data", data, "--out", out, "--prior", "vamp", "--components", "1000000000")
        .refused("components must make arrays of <= 2147483647 weights; got 16 x 1000000000");
    assertFalse(Files.exists(out));
  }

  @Test
  void moreThreadsThanAnyMachineHas() {
    Cli.run("train", "--data", data, "--out", out, "--threads", "257")
        .refused("threads must be <= 256; got 257");
    assertFalse(Files.exists(out));
  }

  @Test
  void layersTooLargeForAnArray() {
    Cli.run("train", "--data", data, "--out", out, "--hidden", "100000,100000")
        .refused("hidden must make arrays of <= 2147483647 weights; got 100000 x 100000");
    assertFalse(Files.exists(out));
  }

  @Test
  void greyImagesUnderABernoulliLikelihood() throws IOException {
    data = TinyImages.grey(temp.resolve("grey"));
    refusedData(
        "likelihood bernoulli: pixels must be 0 or 1",
        "bernoulli-grey and gaussian take grey ones");
  }

  @Test
  void outThatIsAFile() throws IOException {
    Files.writeString(out, "mine");
    Cli.run("train", "--data", data, "--out", out, Cli.TINY)
        .refused("out: must be a folder; got file " + out);
    assertEquals("mine", Files.readString(out));
  }

  @Test
  void outInsideAFile() throws IOException {
    Files.writeString(out, "mine");
    Cli.run("train", "--data", data, "--out", out.resolve("run"), Cli.TINY)
        .refusedWith("out: must be a folder that can be made and written; got " + out);
  }

  @ParameterizedTest
  @ValueSource(strings = {"train", "compare"})
  void outThatHoldsAnotherRun(String command) throws IOException {
    Cli.run("train", "--data", data, "--out", out, "--prior", "gmm", Cli.TINY).ok();
    String before = listing();
    Cli.run(command, "--data", data, "--out", out, Cli.TINY)
        .refused(
            command.equals("compare")
                ? "out: must be a folder for a comparison; got %s, which holds one run"
                    .formatted(out)
                : "out: must not hold another run; got %s, whose prior is gmm, not standard-normal"
                    .formatted(out));
    assertEquals(before, listing());
  }

  private String listing() throws IOException {
    try (Stream<Path> files = Files.list(out)) {
      StringBuilder listing = new StringBuilder();
      for (Path file : files.sorted().toList()) {
        listing.append(file).append(' ').append(Files.getLastModifiedTime(file)).append('\n');
      }
      return listing.toString();
    }
  }

  @Test
  void backEndThatIsNotThere() {
    refused("train", new String[] {"--backend", "cuda"}, "backend cuda: nd4j-cuda-11.6 must be");
  }

  @Test
  void verbose_addsTheTraceToTheLine() {
    Cli cli = Cli.run("train", "--data", data, "--learning-rate", "NaN", "--verbose");
    assertEquals(2, cli.code());
    assertEquals(
        "learning-rate must be > 0; got NaN", cli.err().lines().reduce((a, b) -> b).orElse(""));
    assertEquals(true, cli.err().contains("\tat org.vae4j.cli.config."));
  }
}
