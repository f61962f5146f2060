package org.vae4j.cli.run;

import java.util.Map;
import org.vae4j.cli.config.DataConfig;
import org.vae4j.cli.report.Comparison;
import org.vae4j.models.data.Dataset;
import org.vae4j.models.data.Datasets;

/** The images of a config, and their digest. */
public final class Images {
  /** Validation and test images are the same whatever the seed of a run. */
  private static final long BINARIZATION_SEED = 0;

  private final Dataset dataset;
  private Dataset raw;
  private String sha256;

  /** These images, which are not to be binarised. */
  public Images(Dataset dataset) {
    this(dataset, dataset);
  }

  private Images(Dataset dataset, Dataset raw) {
    this.dataset = dataset;
    this.raw = raw;
  }

  /** Reads or draws them; throws {@code IllegalArgumentException} that says what is broken. */
  public static Images of(DataConfig config) {
    Dataset raw = Datasets.load(config.data());
    return new Images(raw.binarized(config.binarize(), BINARIZATION_SEED), raw);
  }

  /** The images as the likelihood sees them. */
  public Dataset dataset() {
    return dataset;
  }

  /** Digest before binarisation; computed when it is first asked for, after training has begun. */
  synchronized String sha256() {
    if (sha256 == null) {
      sha256 = raw.sha256();
      raw = null;
    }
    return sha256;
  }

  /** What results on them are bound to, besides the flags. */
  Comparison.Protocol protocol(Map<String, Object> config) {
    return new Comparison.Protocol(
        config, sha256(), dataset.train().size(), dataset.valid().size(), dataset.test().size());
  }
}
