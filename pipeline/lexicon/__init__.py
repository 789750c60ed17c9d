"""Closed classes of words, each with its source: what a cue is called, and what excludes what."""
