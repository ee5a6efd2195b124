"""Accounts, audit, files, notices: no word of the award world."""
