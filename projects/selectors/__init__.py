"""Reads: lists, one thing with what belongs to it, what waits for whom, counts."""
