"""Rounds, and the figures due, returned, signed off and frozen in them."""
