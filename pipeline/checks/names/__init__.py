"""What name-mismatch reads: people, institutions and places, in both scripts."""
