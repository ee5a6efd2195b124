"""Read models over the book of honours: what was achieved in any span of years, every cell leading to its entries.

Promises: nothing is counted twice; what a source did not separate or date is said to be so.
"""
