"""Papers: one context, three renderers (PDF, HWPX, XLSX), a number, a hash. Knows no domain."""
