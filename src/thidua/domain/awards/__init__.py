"""The catalogue of titles and forms, joined to the law, and what an agency settles where the law leaves it open.

Words: award (danh hiệu, hình thức), parameter (quy định của cơ quan), confirmation (xác nhận quy tắc tiếp tục áp dụng).
Promises: the text of the law is not here (it is in `thidua.law`); a confirmation names who, when, with which text.
"""
