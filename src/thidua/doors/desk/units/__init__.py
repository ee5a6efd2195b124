"""Units through time, their arrangements, and their clusters."""
