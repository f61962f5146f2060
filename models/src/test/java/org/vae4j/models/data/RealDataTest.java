package org.vae4j.models.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real data sets, against the sizes and digests that were published with them. */
@Tag("slow")
class RealDataTest {
  /** The folder {@code $VAE4J_DATA}, else {@code ../shared/data} beside the repository. */
  private static Path data() {
    String named = System.getenv("VAE4J_DATA");
    Path data = named != null ? Path.of(named) : root().resolveSibling("shared/data");
    assertTrue(Files.isDirectory(data), "the real data must be at VAE4J_DATA or at " + data);
    return data;
  }

  /** The topmost folder with a POM, from the module's up. */
  private static Path root() {
    Path root = Path.of("").toAbsolutePath();
    while (Files.exists(root.resolveSibling("pom.xml"))) {
      root = root.getParent();
    }
    return root;
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "binarized-mnist/test-images-idx3-ubyte.gz, 10000, 28, 28, 613c1681425842ad647d1a65681635d8",
    "binarized-mnist/train-images-idx3-ubyte.gz, 50000, 28, 28, efa37782b240e892f9452fec70640cc3",
    "binarized-mnist/valid-images-idx3-ubyte.gz, 10000, 28, 28, a89847bc8fd98aa029fac7c51857d9e5",
    "caltech101-silhouettes/test-images-idx3-ubyte.gz, 2307, 28, 28,"
        + " 96450055ccad3683ebe5019c80349636",
    "caltech101-silhouettes/train-images-idx3-ubyte.gz, 4100, 28, 28,"
        + " b9edce9d689cb090e27f4c26ae900bab",
    "caltech101-silhouettes/valid-images-idx3-ubyte.gz, 2264, 28, 28,"
        + " 3170c7bacf8067cf4544523032ea5eec",
    "fashion-mnist/t10k-images-idx3-ubyte.gz, 10000, 28, 28, 8181f5470baa50b63fa0f6fddb340f0a",
    "fashion-mnist/train-images-idx3-ubyte.gz, 60000, 28, 28, f4a8712d7a061bf5bd6d2ca38dc4d50a",
    "frey-faces/freyfaces-images-idx3-ubyte.gz, 1965, 28, 20, 89345f69fe36cf572b86d2e0eac04823",
    "mnist/t10k-images-idx3-ubyte.gz, 10000, 28, 28, 2646ac647ad5339dbf082846283269ea",
    "mnist/train-images-idx3-ubyte.gz, 60000, 28, 28, 6bbc9ace898e44ae57da46a324031adb",
    "omniglot-small/images-idx3-ubyte.gz, 4840, 28, 28, d586651e8ce2012acc910c92a5f9808f",
  })
  void images_areThePublishedOnes(String file, int count, int rows, int columns, String md5)
      throws NoSuchAlgorithmException {
    Split split = IdxReader.images(data().resolve(file));
    assertEquals(count, split.size());
    assertEquals(rows, split.rows());
    assertEquals(columns, split.columns());
    byte[] pixels = ((Pixels.Grey) split.pixels()).values();
    assertEquals(md5, md5(Idx.file(new int[] {0x803, count, rows, columns}, pixels)));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "caltech101-silhouettes/test-labels-idx1-ubyte.gz, 2307, d825a75afd7f65ffb1af394b5192fbc7",
    "caltech101-silhouettes/train-labels-idx1-ubyte.gz, 4100, b41f8727824bf74c21a50ce2172030fe",
    "caltech101-silhouettes/valid-labels-idx1-ubyte.gz, 2264, 6ff2798879994a7a5d314bdcf05f9115",
    "fashion-mnist/t10k-labels-idx1-ubyte.gz, 10000, 15d484375f8d13e6eb1aabb0c3f46965",
    "fashion-mnist/train-labels-idx1-ubyte.gz, 60000, 9018921c3c673c538a1fc5bad174d6f9",
    "mnist/t10k-labels-idx1-ubyte.gz, 10000, 27ae3e4e09519cfbb04c329615203637",
    "mnist/train-labels-idx1-ubyte.gz, 60000, a25bea736e30d166cdddb491f175f624",
    "omniglot-small/alphabet-labels-idx1-ubyte.gz, 4840, 420d5bb5058e5df0ead561bf380ae114",
    "omniglot-small/character-labels-idx1-ubyte.gz, 4840, 4fba0080f47065125e6d171c0deafa55",
    "omniglot-small/drawer-labels-idx1-ubyte.gz, 4840, 2d69753a7effbe40063b5c261669fe60",
  })
  void labels_areThePublishedOnes(String file, int count, String md5)
      throws NoSuchAlgorithmException {
    int[] labels = IdxReader.labels(data().resolve(file));
    assertEquals(count, labels.length);
    assertEquals(md5, md5(Idx.labels(labels)));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "binarized-mnist, 50000, 10000, 10000, true, false",
    "caltech101-silhouettes, 4100, 2264, 2307, true, true",
    "fashion-mnist, 50000, 10000, 10000, false, true",
    "mnist, 50000, 10000, 10000, false, true",
  })
  void folders_areDataSets(
      String name, int train, int valid, int test, boolean binary, boolean labelled) {
    Dataset dataset = Datasets.load(data().resolve(name).toString());
    assertEquals(name, dataset.name());
    assertEquals(train, dataset.train().size());
    assertEquals(valid, dataset.valid().size());
    assertEquals(test, dataset.test().size());
    assertEquals(784, dataset.features());
    assertEquals(binary, dataset.binary());
    assertEquals(labelled, dataset.test().hasLabels());
    assertTrue(dataset.binarized(Binarization.THRESHOLD, 1).binary());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "frey-faces, freyfaces-images-idx3-ubyte.gz",
    "omniglot-small,"
        + " 'alphabet-labels-idx1-ubyte.gz, character-labels-idx1-ubyte.gz,"
        + " drawer-labels-idx1-ubyte.gz, images-idx3-ubyte.gz'"
  })
  void foldersWithoutASplit_areRefused(String name, String held) {
    Path folder = data().resolve(name);
    SplitTest.assertRefused(
        folder + ": must hold its train images as train-images-idx3-ubyte[.gz]; got " + held,
        () -> IdxFolder.read(folder));
  }

  @Test
  void labelsTakenForImages_areRefused() {
    Path labels = data().resolve("mnist/train-labels-idx1-ubyte.gz");
    SplitTest.assertRefused(
        labels + ": must start with the magic number 0x00000803; got 0x00000801",
        () -> IdxReader.images(labels));
  }

  private static String md5(byte[] bytes) throws NoSuchAlgorithmException {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("MD5").digest(ByteBuffer.wrap(bytes).array()));
  }
}
