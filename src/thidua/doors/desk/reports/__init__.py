"""Summary reports: drafted, edited in the browser, handed out as Word and PDF."""
