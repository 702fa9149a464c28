"""SQLite as the product keeps it."""
