"""The palette: from any page by key, without a mouse, with nothing kept."""
