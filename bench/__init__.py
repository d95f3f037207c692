"""How fast the portal answers, beside a bare Django list view on the same server (``make bench``)."""
