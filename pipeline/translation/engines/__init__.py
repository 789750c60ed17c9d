"""What translates a segment: one interface, one engine a file, chosen by name."""
