"""Spreadsheets that agencies hand in: messy ones, hostile ones, and what is given back."""
