"""Long lists written into files in the background: begin, follow, call off, take."""
