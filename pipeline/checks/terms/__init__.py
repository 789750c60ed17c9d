"""What the rules about terms share: which renderings answer a term of the source."""
