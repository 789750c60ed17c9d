"""All pairs: which there are, what is known of them, and who computes the rest."""
