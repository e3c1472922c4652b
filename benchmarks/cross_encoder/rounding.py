"""Rounding while training, so that the weights that ship lose nothing by it.

Products are made with weights in seven bits and what they are multiplied with in eight, as in
`e5/encoder.py`, but over the range of each batch, where the product has fixed ones; gradients pass
as if nothing was rounded (straight-through estimator, Bengio et al. 2013).
"""

from collections import defaultdict

import torch
from torch import Tensor, nn
from torch.nn import functional

from retrieval.embedding.e5.cross_encoder import LARGEST

_STEPS = 255
_TINY = 1e-12


class Ranges:
    """The least and the greatest of what each matrix is multiplied with, batch by batch."""

    def __init__(self) -> None:
        self._seen: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)

    def note(self, name: str, x: Tensor, is_text: Tensor) -> None:
        """Note what a matrix was multiplied with; what only pads does not count."""
        told = x.detach()[is_text].float()
        self._seen[name].append((told.min().item(), told.max().item()))

    def of(self, name: str) -> tuple[float, float]:
        """Return the range between what is usual and what was the most: the rest is cut."""
        seen = torch.tensor(self._seen[name])
        least, greatest = seen[:, 0], seen[:, 1]
        ends = (least.median() + least.min()) / 2, (greatest.median() + greatest.max()) / 2
        return float(ends[0]), float(ends[1])


def product(x: Tensor, linear: nn.Linear) -> Tensor:
    """Multiply what was rounded, (…, columns), by a matrix that is rounded here; add its bias."""
    with torch.no_grad():
        scales = linear.weight.abs().amax(dim=1, keepdim=True) / LARGEST + _TINY
        change = torch.round(linear.weight / scales) * scales - linear.weight
    return functional.linear(x, linear.weight + change, linear.bias)


def rounded(x: Tensor) -> Tensor:
    """Round to one of 256 steps between the least and the greatest; 0 is one of them."""
    x = x.float()
    with torch.no_grad():
        least, greatest = x.min().clamp(max=0), x.max().clamp(min=0)
        width = (greatest - least).clamp(min=_TINY) / _STEPS
        zero = torch.round(-least / width)
        steps = (torch.round(x / width) + zero).clamp(0, _STEPS)
        change = (steps - zero) * width - x
    return x + change
