"""What the machine gives: processes, files, memory, packages, the cache; XML from strangers."""
