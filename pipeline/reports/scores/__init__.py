"""The figures of ``taiyaku score``, one output format a file; ``rows`` is what they share."""
