"""Files of long lists, made in the background: asked for by somebody, kept for a day, taken by her alone.

Words: export (bản xuất danh sách).
Promises: a file is whole or not there; what a killed worker left is begun anew, and given up with a word after some tries.
It knows the address of a list and nothing of what the list is about: a door reads it again as whoever asked may see it then.
"""
