"""One output format a file; each turns a report into text and the caller writes it."""
