/** The oracle: {@link org.vae4j.autodiff.reference.ReferencePlan}, float64 and op by op. */
package org.vae4j.autodiff.reference;
