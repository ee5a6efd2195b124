"""The answers of an engine as bytes: one a person, bit r−1 = eligible by rule r; equal engines have equal hashes."""

import hashlib
from pathlib import Path

import numpy as np


def save(folder: Path, engine: str, decisions: np.ndarray) -> dict[str, object]:
    """Keep the answers as decisions_ENGINE.npy; their hash and the number of eligible people by rule."""
    decisions = np.ascontiguousarray(decisions, np.uint8)
    np.save(folder / f"decisions_{engine}.npy", decisions)
    eligible = [int(np.count_nonzero(decisions & np.uint8(1 << place))) for place in range(8)]
    return {"people": len(decisions), "eligible": eligible, "sha256": hashlib.sha256(decisions).hexdigest()}
