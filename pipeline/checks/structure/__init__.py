"""What the rules about articles and sections share."""
