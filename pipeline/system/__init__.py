"""What the machine gives: the cache, installed packages, threads, memory; XML from strangers."""
