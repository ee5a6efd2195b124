"""Decisions: drafted from what the council passed, numbered without a gap, signed by name, issued.

Words: decision (quyết định khen thưởng), number (số), signer (người ký), issue (ban hành).
Promises: only issuing writes the book of honours; a number is never given twice and never left out.
"""
