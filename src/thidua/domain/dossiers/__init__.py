"""Dossiers: what a unit proposes to the unit above, judged by the law and appraised by people.

Words: dossier (hồ sơ đề nghị), nomination (đề nghị khen thưởng), finding (kết quả đối chiếu luật), appraisal (thẩm định).
Promises: the finding of the law is stored with the nomination when it is sent and never judged anew in silence;
a nomination that the law does not let through is sent only with a written reason, and stays marked.
"""
