"""From an article to its draft: segments, memory, engines, and back into the markup."""
