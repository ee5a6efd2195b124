"""ThiDua: the award season of a Vietnamese agency, from the launch of a movement to the book of honours."""
