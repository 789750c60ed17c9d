"""Whether the time a text takes grows with its length, not with the square of it."""
