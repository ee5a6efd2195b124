"""Councils and their meetings: attendance, quorum, counts entered twice, the threshold of the law, minutes.

Words: council (hội đồng thi đua, khen thưởng), meeting (phiên họp), quorum, count (kiểm phiếu), threshold (tỷ lệ cần đạt).
Promises: the base of a share is the one that the rule names; a count stands only when two people entered the same.
"""
