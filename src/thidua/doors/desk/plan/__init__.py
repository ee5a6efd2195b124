"""The road ahead: what a person or a collective can reach, in which year, and what each year must bring."""
