/** The terminal: one command, its configuration, its run and its report. */
package org.vae4j.cli;
