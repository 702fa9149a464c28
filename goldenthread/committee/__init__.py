"""Committees, meetings, items and decisions: where authority comes from."""
