"""Files that people hand in: limited in size, typed by content, named by their SHA-256.

Promises: a file is on disk, synced, before its row commits; it is served as an attachment only; the name
a person gave never touches the disk.
"""
