"""The year's grid of grades and initiatives."""
