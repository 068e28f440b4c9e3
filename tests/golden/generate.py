"""Writes the expected text beside every sample: `python -m tests.golden.generate`, then read the difference."""

from __future__ import annotations

from tests.golden.rendered import expected, rendered, samples

if __name__ == "__main__":
    for sample in samples():
        expected(sample).write_text(rendered(sample), encoding="utf-8")
