/**
 * What runs together; parts of the {@code cpu} back end, no API.
 *
 * <p>{@code SharedAxes} writes ops before and after a reshape over the same axes. {@code Fusion}
 * groups elementwise ops and reductions over one iteration space into {@code Unit}s, and orders
 * them. {@code CpuKernels} is the table of what can be in a group: elementwise ops and their
 * kernels.
 */
package org.vae4j.autodiff.cpu.fusion;
