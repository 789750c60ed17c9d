"""Values (may, all, before, not …) that one language says and the other excludes."""
