"""Importing this reads seeds and model: for a process that workers are forked from, and for nothing else.

The fork server of ``vnextract.runs.workers`` imports it once. Each worker then starts in some milliseconds, with all lexicons
in memory that it shares with the others.
"""

from __future__ import annotations

import gc
import os

# One worker a core is the plan. The model's matrices are small: on two threads each, two workers spend most of their
# time in waiting for each other (measured: 85 ms of processor time an article on a busy machine, 42 ms on one thread).
for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")

import pyarrow  # noqa: E402, F401

from vnextract.pipeline import warm_up  # noqa: E402

warm_up()
gc.collect()
gc.freeze()  # what was read stays for good: no collection looks at it, no page of it is written to and copied
