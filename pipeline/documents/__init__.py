"""Text in a file → sections, blocks and sentences with exact places."""
