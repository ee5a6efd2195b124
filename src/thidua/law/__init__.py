"""The law as data, and one evaluator that reads it: no Django, only the standard library, PyYAML, and NumPy in bulk.

`data` loads and checks the YAML; `facts` says what a rule may look at; `engine` answers for one nominee, `bulk` for
everybody; `planner` looks ahead; `money`, `procedure` and `publicity` tell what else the law asks; `changes` compares
two days. `python -m thidua.law` is the command line. Every number that the law can change stands in YAML, dated, with
its citation and the day it was last checked.

    from datetime import date
    from thidua.law import engine
    from thidua.law.facts import Facts

    verdict = engine.judge("lao_dong_tien_tien", Facts("individual", 2024, grades={2024: "hoan_thanh_tot"}), on=date(2025, 1, 15))
    verdict.truth, verdict.reason_vi, verdict.cites
"""
