"""Forms of recruitment: the call, the application, the screening, the draw, the succession."""
