"""Sums of products in whole numbers: eight bits a factor, on onnxruntime.

Post-training quantization (Jacob et al., "Quantization and Training of Neural
Networks for Efficient Integer-Arithmetic-Only Inference", 2018), with one scale
for each output and none that depends on the input. Whole numbers add up to the
same on every processor, in any order and whatever else is in the call.
``product.onnx`` beside this module is the one node ``MatMulInteger`` and holds no
weights; ``benchmarks/product.py`` makes it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

ZERO = 128
"""What stands for nothing in ``rows``; 1 more and 1 less are 1 and -1."""
MOST = 127
"""The largest number in ``rows``."""
WEIGHT = 63
"""The largest weight, with which two products stay within sixteen bits: some processors add them up so."""
_ZERO = np.array(ZERO, np.uint8)

Rows = NDArray[np.uint8]
Weights = NDArray[np.int8]
Sums = NDArray[np.int32]


@cache
def _session() -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # it keeps the most that a call ever took
    file = Path(__file__).with_name("product.onnx")
    return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])


def product(rows: Rows, weights: Weights) -> Sums:
    """Sums, shape (products, rows, outputs): ``rows``, (products, rows, inputs), less ``ZERO``, times ``weights``.

    >>> product(np.array([[[129, 126]]], np.uint8), np.array([[[5], [3]]], np.int8)).tolist()
    [[[-1]]]
    """
    (found,) = _session().run(None, {"rows": rows, "weights": weights, "zero": _ZERO})
    return np.asarray(found)
