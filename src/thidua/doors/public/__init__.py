"""The public site: what anyone may see without logging in."""
