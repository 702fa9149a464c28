"""Documents built from the rooms below."""
