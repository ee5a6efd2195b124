"""Lists of people, grades, awards, initiatives and units brought in from spreadsheets: read, matched, checked, mended, written.

Words: batch (lô nhập), line (dòng), mend (sửa tại chỗ), undo (hoàn tác).
Promises: what was handed in stays as it was, mended cells stand beside it; nothing is written before every line is right
or skipped, then all of it in one transaction; a name alone never finds a person; what cannot be told is asked, not guessed.
"""
