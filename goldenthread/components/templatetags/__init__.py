"""What templates may ask of the parts of a page."""
