"""Statistics: the yearly forms, comparisons of years, and whether awards are given fairly."""
