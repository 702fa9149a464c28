"""Packs for others than the joint committee, from the same frozen facts and figures."""
