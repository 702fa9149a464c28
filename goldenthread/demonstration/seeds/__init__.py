"""The two published documents that the demonstration is in the shape of, made again from the stored record."""
