package org.vae4j.autodiff;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A package whose classes build nodes for their callers: layers, likelihoods, priors. What refuses
 * a shape there names the line that called it, as well as its own. A package of components of one's
 * own may be marked so too.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PACKAGE)
public @interface Library {}
