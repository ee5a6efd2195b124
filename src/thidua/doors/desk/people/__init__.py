"""People: who stands where, and the file of each person and of each unit as a collective."""
