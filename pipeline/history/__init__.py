"""What was before: earlier states of a pair, a baseline, and two reports compared."""
