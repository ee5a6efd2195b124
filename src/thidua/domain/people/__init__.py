"""Persons, their posts, whose account is whose, the roles that accounts hold over units for a period, and marks.

Words: person (cá nhân), post (chức vụ, vị trí), role (vai trò), mark (dấu cần cập nhật: an act changed a fact).
Promises: a name is never a key; a role ends, it is not deleted.
"""
