"""Emulation movements: planned, launched, closed.

Words: movement (phong trào thi đua), launch (phát động), theme (chủ đề).
Promise: units and people take part only in a launched movement.
"""
