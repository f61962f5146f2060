/**
 * What can be set by name: an {@link org.vae4j.models.option.Option} is declared once, by what uses
 * it ({@link org.vae4j.models.option.Configurable}: a family of priors, a form of posterior, an
 * objective); {@link org.vae4j.models.option.OptionValues} holds what is given for some. The
 * program makes flags, keys of its config and help of them.
 */
package org.vae4j.models.option;
