/** Forms of p(x|z), from what a decoder puts out. */
@Library
package org.vae4j.models.likelihood;

import org.vae4j.autodiff.Library;
