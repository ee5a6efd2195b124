"""The memory bandwidth that NumPy reaches in this run, in GB/s: reading (sum) and copying, with one thread and with two.

    .bench-venv/bin/python bench/law/bandwidth.py [megabytes]

Copying counts what is read and what is written. The array is far larger than the caches. Prints a line of JSON.
"""

import json
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np

ROUNDS = 7


def rate(work: Callable[[int], object], threads: int, size: int) -> float:
    """GB/s: the best of the rounds in which each thread works on its part of `size` bytes."""
    best = 0.0
    with ThreadPoolExecutor(threads) as pool:
        for _ in range(ROUNDS):
            began = time.perf_counter()
            list(pool.map(work, range(threads)))
            best = max(best, size / (time.perf_counter() - began) / 1e9)
    return best


def main() -> None:
    """Measure and print."""
    size = int(sys.argv[1]) << 20 if len(sys.argv) > 1 else 1 << 30
    source = np.ones(size // 8, np.int64)
    target = np.zeros_like(source)
    out = {}
    for threads in (1, 2):
        parts, targets = np.array_split(source, threads), np.array_split(target, threads)
        out[f"read_{threads}"] = rate(lambda part, parts=parts: int(parts[part].sum()), threads, size)
        out[f"copy_{threads}"] = rate(
            lambda part, parts=parts, targets=targets: np.copyto(targets[part], parts[part]), threads, 2 * size
        )
    print(json.dumps(out))


if __name__ == "__main__":
    main()
