"""Pages of recruitment: for everybody, for applicants, for the office."""
