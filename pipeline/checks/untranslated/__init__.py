"""What untranslated-text reads: source-language text left in the target, and what excuses it."""
