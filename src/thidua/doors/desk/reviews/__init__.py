"""Everybody reviewed by the law: ask, follow, look through the answers, take them away as a file."""
