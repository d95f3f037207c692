"""Forms of the shell's own pages."""
