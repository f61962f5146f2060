/**
 * Arrays on disk: {@link org.vae4j.models.store.Weights} for the parameters of a model, over {@link
 * org.vae4j.models.store.Safetensors} for named arrays and text, over {@link
 * org.vae4j.models.store.AtomicFile}, which replaces a file whole or not at all.
 */
package org.vae4j.models.store;
