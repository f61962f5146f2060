/** Forms of p(x|z), from what a decoder puts out. */
package org.vae4j.models.likelihood;
