"""What the rules about terms share: which renderings stand where a term of the source is said."""
