"""Councils, directorates, services, who provides what to whom, and appointments."""
