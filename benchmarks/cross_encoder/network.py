"""The cross-encoder as PyTorch trains it: the layers of `e5/cross_encoder.py`, rounded alike.

PyTorch is no dependency of the product: whoever trains installs it (pip install torch).
"""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from benchmarks.cross_encoder.rounding import Ranges, product, rounded
from retrieval.embedding.e5.cross_encoder import Pair
from retrieval.embedding.e5.model import E5Model
from retrieval.embedding.e5.weights import Weights, model_file

LAYERS = 6  # of twelve: half the time
DROPPED = 0.1
_HEAD = 128
_PARTS = 3
_MATRICES = {"q": 1, "k": 1, "v": 1, "ao": 1, "fi": 1, "fo": 4}  # columns, in hidden sizes


class Network(nn.Module):  # type: ignore[misc]  # without PyTorch its type is unknown
    """Pairs in, log odds out."""

    def __init__(self, model: E5Model) -> None:
        super().__init__()
        weights = Weights(model_file())
        self.model, self.heads, self.hidden = model, weights.heads, weights.hidden
        self.inner, self.epsilon = weights.inner, weights.epsilon
        self.parts = nn.Parameter(torch.zeros(_PARTS, self.hidden))
        self.eln = self._norm(weights, "emb.ln")
        self.layers = nn.ModuleList(self._layer(weights, f"l{n}") for n in range(LAYERS))
        self.head0 = nn.Linear(3 * self.hidden, _HEAD)
        self.head1 = nn.Linear(_HEAD, 1)
        self.ranges = Ranges()
        self.is_noting = False  # the ranges of what it multiplies

    def forward(self, pairs: Sequence[Pair]) -> Tensor:
        """Return the log odds of pairs, (pairs,)."""
        width = max(len(pair.ids) for pair in pairs)
        ids = np.zeros((len(pairs), width), dtype=np.int64)
        parts, is_text = torch.ones(ids.shape, dtype=torch.long), torch.zeros(ids.shape).bool()
        for row, pair in enumerate(pairs):
            ids[row, : len(pair.ids)] = pair.ids
            parts[row, : len(pair.ids)] = torch.tensor(pair.parts)
            is_text[row, : len(pair.ids)] = True
        x = self.eln(torch.from_numpy(self.model.placed(ids)) + self.parts[parts])
        for number, layer in enumerate(self.layers):
            x = self._through(layer, f"l{number}", x, is_text)
        asked, told = _mean(x, is_text & (parts == 0)), _mean(x, is_text & (parts == _PARTS - 1))
        joined = torch.cat([x[:, 0], asked * told * 10, (asked - told).abs()], dim=-1)
        bent = functional.dropout(torch.tanh(self.head0(joined)), DROPPED, self.training)
        odds: Tensor = self.head1(bent).squeeze(-1)
        return odds

    def _through(self, layer: nn.ModuleDict, name: str, x: Tensor, is_text: Tensor) -> Tensor:
        texts, tokens, hidden = x.shape

        def multiplied(x: Tensor, *parts: str) -> list[Tensor]:
            if self.is_noting:
                for part in parts:
                    self.ranges.note(f"{name}.{part}.w", x, is_text)
            told = rounded(x)
            return [product(told, layer[part]) for part in parts]

        query, key, value = (
            one.view(texts, tokens, self.heads, -1).transpose(1, 2) for one in multiplied(x, *"qkv")
        )
        mask = is_text[:, None, None, :]
        attended = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        attended = attended.transpose(1, 2).reshape(texts, tokens, hidden)
        x = self._added(layer, "aln", x, *multiplied(attended, "ao"))
        (widened,) = multiplied(x, "fi")
        return self._added(layer, "oln", x, *multiplied(functional.gelu(widened), "fo"))

    def _added(self, layer: nn.ModuleDict, norm: str, x: Tensor, y: Tensor) -> Tensor:
        dropped = functional.dropout(y, DROPPED, self.training)
        added: Tensor = layer[norm](x + dropped)
        return added

    def _layer(self, weights: Weights, name: str) -> nn.ModuleDict:
        parts: dict[str, nn.Module] = {}
        for part, sizes in _MATRICES.items():
            held = weights.matrix(f"{name}.{part}.w", sizes * self.hidden)
            numbers = held.numbers.astype(np.float32) - 8
            matrix = (numbers * held.scales[..., None]).reshape(len(numbers), -1)
            parts[part] = linear = nn.Linear(matrix.shape[1], len(matrix))
            linear.weight.data = torch.from_numpy(matrix)
            linear.bias.data = torch.tensor(weights.floats(f"{name}.{part}.b"))
        return nn.ModuleDict(
            {**parts, **{one: self._norm(weights, f"{name}.{one}") for one in ("aln", "oln")}}
        )

    def _norm(self, weights: Weights, name: str) -> nn.LayerNorm:
        norm = nn.LayerNorm(self.hidden, eps=self.epsilon)
        norm.weight.data = torch.tensor(weights.floats(f"{name}.w"))
        norm.bias.data = torch.tensor(weights.floats(f"{name}.b"))
        return norm


def _mean(x: Tensor, chosen: Tensor) -> Tensor:
    counts = chosen.sum(dim=1, keepdim=True).clamp(min=1)
    return (x * chosen[..., None]).sum(dim=1) / counts
