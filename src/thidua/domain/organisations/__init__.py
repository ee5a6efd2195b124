"""Units and their tree.

Words: unit (đơn vị), level (cấp), collective (tập thể).
Promises: a unit's `path` names every unit above it; a unit is never removed, it ends on a day.
"""
