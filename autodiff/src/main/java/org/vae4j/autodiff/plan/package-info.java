/**
 * What can be done with a compiled graph: {@link org.vae4j.autodiff.plan.Plan} is fed, run and
 * read; {@link org.vae4j.autodiff.plan.Draw} says which random numbers a run sees; {@link
 * org.vae4j.autodiff.plan.PlanStage} and {@link org.vae4j.autodiff.plan.Cost} what a run consists
 * of and takes.
 */
@Library
package org.vae4j.autodiff.plan;

import org.vae4j.autodiff.Library;
