"""The product of whole numbers that the tagger's network is run with, as a file of onnxruntime's.

python benchmarks/product.py --out pipeline/entities/product.onnx

Needs the package onnx, which nothing else does. The file is one node, and the same each time.
"""

from __future__ import annotations

import argparse
from pathlib import Path

OPSET, IR = 17, 8
"""Versions that onnxruntime 1.20 and later know."""


def main() -> None:
    """Write the file."""
    from onnx import TensorProto, checker, helper

    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--out", type=Path, required=True)
    rows = helper.make_tensor_value_info("rows", TensorProto.UINT8, ["products", "rows", "inputs"])
    weights = helper.make_tensor_value_info("weights", TensorProto.INT8, ["products", "inputs", "outputs"])
    zero = helper.make_tensor_value_info("zero", TensorProto.UINT8, [])
    sums = helper.make_tensor_value_info("sums", TensorProto.INT32, ["products", "rows", "outputs"])
    node = helper.make_node("MatMulInteger", ["rows", "weights", "zero"], ["sums"])
    graph = helper.make_graph([node], "product", [rows, weights, zero], [sums])
    model = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR, producer_name="renzhi"
    )
    checker.check_model(model)
    parser.parse_args().out.write_bytes(model.SerializeToString())


if __name__ == "__main__":
    main()
