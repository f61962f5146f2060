package org.vae4j.autodiff.cpu.image;

import java.util.List;
import org.vae4j.autodiff.Op;
import org.vae4j.autodiff.Var;
import org.vae4j.autodiff.cpu.memory.Slot;
import org.vae4j.autodiff.cpu.stage.Stage;
import org.vae4j.core.Shape;
import org.vae4j.core.Window;

/** The stages of ops on images. */
public final class ImageStages {
  private ImageStages() {}

  /** The stages that compute {@code node}; empty if it is no such op, or has no elements. */
  public static List<Stage> of(Var node, List<Slot> operands, Slot result, Workspace work) {
    if (Convolving.knows(node)) {
      return new Convolving(node).stages(operands, result, work);
    }
    Op op = node.op();
    boolean patches = op.is("patches");
    if (!patches && !op.is("fold")) {
      return List.of();
    }
    Shape from = node.operands().get(0).shape();
    if (node.shape().size() == 0 || from.size() == 0) {
      return List.of();
    }
    Sliding sizes = new Sliding(op.attribute(0, Window.class), patches ? from : node.shape());
    Slot x = operands.get(0);
    return List.of(patches ? new PatchStage(sizes, x, result) : new FoldStage(sizes, x, result));
  }
}
