/**
 * Where values lie; parts of the {@code cpu} back end, no API.
 *
 * <p>{@code Layout} gives each value a place before there is memory, with an {@code Arena} for
 * those whose lives end; {@code Slots} puts memory under it, and a {@code Slot} is where one value
 * lies.
 */
package org.vae4j.autodiff.cpu.memory;
