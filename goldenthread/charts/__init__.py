"""Series in, accessible SVG out. Plain Python."""
