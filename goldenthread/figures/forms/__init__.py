"""What is asked of a person who returns figures, and how it is read."""
