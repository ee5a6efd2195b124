"""The law: every case, every mistake a data file can make, and the evaluator against a plain reading of each condition."""
