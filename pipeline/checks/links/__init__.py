"""What link-mismatch reads: where links, images and citations point."""
