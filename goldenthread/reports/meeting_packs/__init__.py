"""A meeting's agenda with all of its papers, bound as one PDF and as one page."""
