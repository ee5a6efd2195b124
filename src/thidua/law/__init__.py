"""The law as data, and one evaluator that reads it: no Django, only the standard library and PyYAML.

`data` loads and checks the YAML; `facts` says what a rule may look at; `engine` answers; `verdicts` is the answer.
Every number that the law can change stands in YAML, dated, with its citation and the day it was last checked.
"""
