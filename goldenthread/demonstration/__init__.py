"""The demonstration partnership."""
