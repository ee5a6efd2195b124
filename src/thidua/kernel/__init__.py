"""Small tools that name no word of the award world. At most ten files."""
