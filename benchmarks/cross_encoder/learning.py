"""Teach the network: examples in, weights out.

Of the sentences of one thing asked, and of none of them, one is right: the loss is the softmax over
their log odds and 0, so that the odds say whether a sentence answers, not only which is best. All
weights are trained but those of the pieces; the head begins with nothing and learns faster.
"""

import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from benchmarks.cross_encoder.examples import DRAWN, Example, drawn
from benchmarks.cross_encoder.network import Network
from retrieval.contracts import Vectors
from retrieval.embedding.e5.cross_encoder import pair_of, rounded, save
from retrieval.embedding.e5.weights import Whole

EPOCHS = 2
RATE, RATE_OF_HEAD = 7e-5, 1.4e-3  # rise over the first tenth, then fall to 0
AT_ONCE = 2  # things asked, of eight sentences each
DECAY = 0.01
LARGEST_STEP = 1.0
SAID_EVERY = 100
_READ_AT_ONCE = 12

Say = Callable[[str], None]


def learn(network: Network, examples: Sequence[Example], *, say: Say, seed: int = 0) -> None:
    """Train the network on what teaches, in an order that the seed decides."""
    rng = random.Random(seed)
    torch.manual_seed(seed)
    teaching = [one for one in examples if one.teaches]
    head = [one for name, one in network.named_parameters() if _is_new(name)]
    others = [one for name, one in network.named_parameters() if not _is_new(name)]
    optimizer = torch.optim.AdamW([{"params": others}, {"params": head}], weight_decay=DECAY)
    steps = EPOCHS * (len(teaching) // AT_ONCE)
    network.train()
    began, step, total = time.monotonic(), 0, 0.0
    for _ in range(EPOCHS):
        rng.shuffle(teaching)
        for at in range(0, len(teaching) - AT_ONCE + 1, AT_ONCE):
            share = min(1.0, step / steps * 10) * (1 - step / steps)
            for group, rate in zip(optimizer.param_groups, (RATE, RATE_OF_HEAD), strict=True):
                group["lr"] = rate * share
            loss = _loss(network, teaching[at : at + AT_ONCE], rng)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), LARGEST_STEP)
            optimizer.step()
            step, total = step + 1, total + loss.item() / AT_ONCE
            if step % SAID_EVERY == 0:
                seconds = time.monotonic() - began
                say(f"{step}/{steps}，损失 {total / SAID_EVERY:.3f}，{seconds:.0f} 秒")
                total = 0.0
    network.eval()


def odds_of(network: Network, example: Example, n: int) -> list[float]:
    """Return the log odds of the first n sentences of an example."""
    read = [pair_of(network.model, example.question, told) for told in example.sentences[:n]]
    with torch.no_grad():
        parts = [read[at : at + _READ_AT_ONCE] for at in range(0, len(read), _READ_AT_ONCE)]
        return [float(one) for part in parts for one in network(part)]


def keep(network: Network, examples: Sequence[Example], file: Path) -> None:
    """Write the weights where the product reads them, with the ranges that examples give."""
    network.is_noting = True
    for example in examples:
        odds_of(network, example, DRAWN)
    network.is_noting = False
    matrices: dict[str, Whole] = {}
    floats: dict[str, Vectors] = {}
    for name, parameter in network.named_parameters():
        values = np.ascontiguousarray(parameter.detach().float().numpy())
        *of, part, kind = f".{name}".removeprefix(".layers").split(".")
        kept = name if name == "parts" else f"{part}.{kind[0]}"
        if of and of[-1]:
            kept = f"l{of[-1]}.{kept}"
        if values.ndim == 2 and kept.startswith("l"):
            matrices[kept] = rounded(values, network.ranges.of(kept))
        else:
            floats[kept] = values
    shape = (network.hidden, network.inner, network.heads, len(network.layers))
    save(file, matrices, floats, shape=shape, epsilon=network.epsilon)


def _loss(network: Network, examples: Sequence[Example], rng: random.Random) -> Tensor:
    picked = [drawn(example, rng) for example in examples]
    pairs = [
        pair_of(network.model, example.question, example.sentences[at])
        for example, chosen in zip(examples, picked, strict=True)
        for at in chosen
    ]
    with torch.autocast("cpu", torch.bfloat16):
        odds = network(pairs).float()
    losses = torch.zeros(())
    for example, chosen in zip(examples, picked, strict=True):
        own, odds = odds[: len(chosen)], odds[len(chosen) :]
        chances = torch.log_softmax(torch.cat([torch.zeros(1), own]), dim=0)
        right = [at for at, one in enumerate(chosen, start=1) if example.right[one]]
        losses = losses - torch.logsumexp(chances[right or [0]], dim=0)
    return losses


def _is_new(name: str) -> bool:
    return name.startswith(("head", "parts"))
