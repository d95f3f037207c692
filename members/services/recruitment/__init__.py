"""Verbs of recruitment, from the open call to the succession from the reserve list; a module per part of the way."""
