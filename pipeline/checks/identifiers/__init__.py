"""What acronym-mismatch reads: identifiers by their shape, and what says them in full."""
