/**
 * {@code doctor}: what this machine computes with. {@code Doctor} examines the back end, times a
 * layer and answers one divergence, so that the launcher's archive of classes holds what commands
 * need.
 */
package org.vae4j.cli.doctor;
