package org.vae4j.autodiff.cpu.fusion;

import static java.util.Map.entry;

import java.util.Map;
import org.vae4j.autodiff.Op;
import org.vae4j.core.Functions;
import org.vae4j.core.Special;
import org.vae4j.core.kernel.TileKernel;
import org.vae4j.core.kernel.TileKernels;

/** The kernels of elementwise ops, by name; an op that is not here runs by its value rule. */
public final class CpuKernels {
  private static final Map<String, TileKernel> TABLE =
      Map.ofEntries(
          entry("plus", TileKernels::add),
          entry("minus", TileKernels::sub),
          entry("times", TileKernels::mul),
          entry("over", TileKernels::div),
          entry("max", TileKernels::max),
          entry("min", TileKernels::min),
          entry("equal", TileKernels::equal),
          entry("pow", TileKernels::pow),
          entry("fma", TileKernels::fma),
          entry("greater", TileKernels::greater),
          entry("where", TileKernels::where),
          entry("negate", TileKernels::negate),
          entry("reciprocal", TileKernels::reciprocal),
          entry("square", TileKernels::square),
          entry("sqrt", TileKernels::sqrt),
          entry("abs", TileKernels::abs),
          entry("exp", TileKernels::exp),
          entry("expm1", TileKernels::expm1),
          entry("log", TileKernels::log),
          entry("log1p", TileKernels::log1p),
          entry("log1pmx", TileKernels::log1pmx),
          entry("erf", TileKernels::erf),
          entry("normal-cdf", TileKernels::normalCdf),
          entry("expm1mx", TileKernels.each(Functions::expm1mx)),
          entry("sin", TileKernels.each(Math::sin)),
          entry("cos", TileKernels.each(Math::cos)),
          entry("tanh", TileKernels::tanh),
          entry("sigmoid", TileKernels::sigmoid),
          entry("softplus", TileKernels::softplus),
          entry("relu", TileKernels::relu));

  private CpuKernels() {}

  /** Whether an op runs inside tile programs; a broadcast needs no kernel there. */
  static boolean known(Op op) {
    return TABLE.containsKey(op.name()) || op.is("special") || op.is("broadcast-to");
  }

  /** The kernel of a known op. */
  public static TileKernel of(Op op) {
    return op.is("special") ? special(op) : TABLE.get(op.name());
  }

  private static TileKernel special(Op op) {
    Special function = op.attribute(0, Special.class);
    int order = op.attribute(1, Integer.class);
    return TileKernels.each(x -> function.derivative(order, x));
  }
}
