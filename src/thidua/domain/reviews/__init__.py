"""Everybody of a unit asked of the law at once, and the answers kept to be looked through.

Words: review (rà soát theo luật), part (phần rà soát: the units that one worker looks at together), column (cột kết quả:
the answers of one part on one award).
Promises: an answer is that of `law.bulk` on the profiles of the hour, which one opened person's verdict must repeat; a
review is a reading and no record: it may be thrown away and asked again; a worker that dies leaves its part untouched.
"""
