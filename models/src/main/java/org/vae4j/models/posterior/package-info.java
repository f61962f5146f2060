/** Forms of q(z|x). */
package org.vae4j.models.posterior;
