"""The pages of the thread."""
