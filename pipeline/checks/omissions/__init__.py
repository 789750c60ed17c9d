"""What omitted-content reads: what of the source no target sentence, item or aside says."""
