"""Summary reports: text, tables and charts drafted from the data, then edited by a person.

Words: summary report (báo cáo tổng kết), block (đoạn của báo cáo), source (nguồn số liệu), gap (điều chưa có dữ liệu).
Promises: every figure that is drafted names its source; what the data do not hold is named as a gap and never written;
what a person wrote is never overwritten by a new draft.
"""
