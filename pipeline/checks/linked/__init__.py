"""What stands on either side of a link: sentences, regions and the places findings point at."""
