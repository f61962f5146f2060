/** What training minimises, as graphs: {@link org.vae4j.models.objective.Elbo}. */
package org.vae4j.models.objective;
