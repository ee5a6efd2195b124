"""The year's quality grades of people and collectives, and discipline, entered unit by unit.

Words: sheet (bảng đánh giá), grade (xếp loại chất lượng), discipline (kỷ luật).
Promises: grades are facts decided by people and fed to the law, never computed by it; in an open sheet nothing
absent is read as “none”; closing a sheet says that all of the unit's year is entered.
"""
