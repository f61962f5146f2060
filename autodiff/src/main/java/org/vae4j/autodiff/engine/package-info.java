/**
 * The way in: an {@link org.vae4j.autodiff.engine.Engine} is a chosen back end with its workers and
 * turns graphs into plans.
 */
@Library
package org.vae4j.autodiff.engine;

import org.vae4j.autodiff.Library;
