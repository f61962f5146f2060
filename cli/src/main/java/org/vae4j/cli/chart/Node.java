package org.vae4j.cli.chart;

/** What an element may hold. */
public sealed interface Node permits Element, Text {}
