"""Finding: one index over people, units, movements, decisions, dossiers, entries of the book and papers.

Words: indexed (mục tra cứu: one thing with the words by which it is found), stale (dấu cần đọc lại: its words may have
changed).
Promises: every change of what is searched, by whatever road, leaves a mark in its own transaction, so that the next search
finds it; what is found is fetched through the rights of its own app, so that a wrong index may hide but never show.
"""
