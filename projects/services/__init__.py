"""The verbs of proposals and projects: guard, lock, change, record, tell; one transaction each."""
