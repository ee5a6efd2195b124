"""Persons, their posts, whose account is whose, and the roles that accounts hold over units for a period.

Words: person (cá nhân), post (chức vụ, vị trí), role (vai trò).
Promises: a name is never a key; a role ends, it is not deleted.
"""
