"""What the agency settles where the law leaves it open."""
