"""The book of honours: who received which award, as named entries or as published numbers.

Words: entry (mục ghi), statement (số liệu công bố: a number without names), doubt (điểm chưa rõ).
Promises: entries are only added, never changed or removed (triggers in both engines); an entry comes from an
issued decision or from a published record, and says which; a number stays a number.
"""
