/**
 * Examples to learn from, and the order they come in.
 *
 * <p>A {@link org.vae4j.models.data.Dataset} is three {@link org.vae4j.models.data.Split}s, found
 * by {@link org.vae4j.models.data.Datasets}: {@link org.vae4j.models.data.Strokes}, which is built
 * in, or a folder of files ({@link org.vae4j.models.data.IdxFolder}, {@link
 * org.vae4j.models.data.IdxReader}). {@link org.vae4j.models.data.FromNd4j} makes splits of ND4J's
 * arrays and iterators. {@link org.vae4j.models.data.Binarization} makes grey values 0 or 1, {@link
 * org.vae4j.models.data.BatchOrder} shuffles. All randomness is a pure function of a seed and
 * coordinates such as epoch and example, so nothing has state that a resumed run would need.
 *
 * <pre>{@code
 * Dataset data = Datasets.load("../shared/data/mnist").binarized(Binarization.DYNAMIC, seed);
 * BatchOrder batches = new BatchOrder(data.train().size(), 100, seed);
 * for (int epoch = 1; epoch <= epochs; epoch++) {
 *   Split train = data.train().epoch(epoch);
 *   int[] order = batches.permutation(epoch);
 *   for (int b = 0; b < batches.count(); b++) {
 *     train.fill(order, batches.start(b), batches.end(b), into);
 *   }
 * }
 * }</pre>
 */
package org.vae4j.models.data;
