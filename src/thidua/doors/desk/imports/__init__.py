"""Lists brought in from spreadsheets."""
