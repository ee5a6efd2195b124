"""What the law looks at, kept ready: for every person and every collective the years in which each fact held.

Words: profile (hồ sơ điều kiện), signal (dấu hiệu: one fact over the years), layout (the list of signals).
Promises: a profile says nothing that the book, the sheets, the posts and the recognitions do not say, and may be thrown
away and built anew at any time; what an act changed is marked in the act's own transaction (`people.Touched`).
"""
