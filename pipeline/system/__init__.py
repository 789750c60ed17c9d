"""What the machine gives: files written whole, the cache, packages, threads, memory; safe XML."""
