package org.vae4j.models.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.autodiff.Parameter;
import org.vae4j.autodiff.Trainable;
import org.vae4j.core.Shape;
import org.vae4j.core.Tensor;

class WeightsTest {
  private final Parameter a = new Parameter("a", Tensor.of(Shape.of(2), 1.0, 2.0));
  private final Parameter b = new Parameter("b", Tensor.scalar(3));
  private final Trainable model = () -> List.of(a, b);

  @Test
  void assign_namesWhatIsMissingAndWhatIsUnknown() {
    var refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> Weights.assign(model, Map.of("b", Tensor.scalar(4), "c", Tensor.scalar(5))));
    assertEquals(
        "weights: names must be those of the model; got none for [a] and unknown [c]",
        refused.getMessage());
    assertEquals(3, b.value().scalar());
  }

  @Test
  void assign_ofAnotherShape_changesNothing() {
    Map<String, Tensor> values = Map.of("a", Tensor.scalar(1), "b", Tensor.scalar(4));
    var refused = assertThrows(IllegalArgumentException.class, () -> Weights.assign(model, values));
    assertEquals("weights: a must have shape [2]; got []", refused.getMessage());
    assertEquals(3, b.value().scalar());
  }

  @Test
  void load_ofAFileThatHoldsSomethingElse_isRefused(@TempDir Path folder) {
    Path file = folder.resolve("other.safetensors");
    new Safetensors(Weights.of(model), Map.of("format", "other")).write(file);
    var refused = assertThrows(IllegalArgumentException.class, () -> Weights.load(model, file));
    assertTrue(refused.getMessage().endsWith("format must be vae4j-weights-1; got other"));
  }
}
