"""How dates and figures are written: 25/11/2026 and 1.234,5 in Vietnamese."""
