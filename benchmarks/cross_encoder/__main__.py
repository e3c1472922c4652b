"""Train the cross-encoder: `python -m benchmarks.cross_encoder` (needs PyTorch; an hour).

    --policies FOLDER   the laws that eval/elsewhere/n and w ask about
    --out FILE          where the weights go (default: where the product reads them)
    --blend-only        leave the weights, learn only how they are blended in

Trained on the gold `dev` questions and on sets about the bundled documents, laws and invented
documents; blended on four others. `eval/gold/test.jsonl` and the set `h` are never read. The
weights that ship come of several goes, as the sets were written, some averaged by hand (DECISIONS);
this trains in one.
"""

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.cross_encoder.blending import firsts, learn_blend, read_of
from benchmarks.cross_encoder.examples import Example, examples_of
from bot.assembly import BUNDLED_DOCUMENTS, Product, build
from bot.evidence.scoring import WEIGHTS_FILE as EVIDENCE_WEIGHTS
from bot.settings import load_settings
from eval.gold import DEV_GOLD, GOLD_FOLDER
from eval.preparation import bring_up
from retrieval.embedding.e5 import CrossEncoder, shared_model
from retrieval.embedding.e5.cross_encoder import WEIGHTS_FILE

SETS = GOLD_FOLDER.with_name("elsewhere")
TRAINED_ON = (*"jklmopqrsxyz", "ca", "cb", "cd", "ce")
BUNDLED = (*"tuv", "ba", "bc", "bd", "be", "da", "db", "ea", "dev_reworded")
LAWS = tuple("nw")
BLENDED_ON, BUNDLED_BLENDED_ON = ("g", "i", "cc"), ("bb",)
RANGED = 240  # examples by which the ranges of what is rounded are set
POLICIES = Path("../shared/policies")


def main() -> None:
    """Train, write the weights, and say what they are worth on what they never saw."""
    asked = _arguments()
    if not asked.blend_only:
        _train(asked.policies, asked.out)
    encoder = CrossEncoder(shared_model(), asked.out)
    unseen = [one for name in BLENDED_ON for one in _set(name)]
    for name in BUNDLED_BLENDED_ON:
        unseen += _gold(SETS / name / "questions.jsonl", BUNDLED_DOCUMENTS)
    odds = [
        encoder.read(one.question, [one.sentences[at] for at in read_of(one)]) for one in unseen
    ]
    blend = learn_blend(unseen, odds)
    table = json.loads(EVIDENCE_WEIGHTS.read_text(encoding="utf-8"))
    table["close_reading"] = asdict(blend)
    EVIDENCE_WEIGHTS.write_text(json.dumps(table, indent=2) + "\n", encoding="utf-8")
    print(blend)
    answered = [at for at, one in enumerate(unseen) if one.expects_answer]
    for name, order in {"不读": 0.0, "读": blend.order}.items():
        chosen = firsts(unseen, odds, order)
        right = np.mean([unseen[at].right[chosen[at]] for at in answered])
        print(f"{name}：第一句对的 {right:.3f}（{len(answered)} 个问点）")


def _train(policies: Path, out: Path) -> None:
    from benchmarks.cross_encoder.learning import keep, learn
    from benchmarks.cross_encoder.network import Network

    examples = _gold(DEV_GOLD, BUNDLED_DOCUMENTS)
    for documents, names in {BUNDLED_DOCUMENTS: BUNDLED, policies: LAWS}.items():
        for name in names:
            examples += _gold(SETS / name / "questions.jsonl", documents)
    for name in TRAINED_ON:
        examples += _set(name)
    print(f"{len(examples)} 个问点", flush=True)
    network = Network(shared_model())
    learn(network, examples, say=_say)
    keep(network, random.Random(0).sample(examples, RANGED), out)


def _set(name: str) -> list[Example]:
    folder = SETS / name
    return _gold(folder / "questions.jsonl", folder / "documents")


def _gold(gold: Path, documents: Path) -> list[Example]:
    with _product([documents]) as product:
        return examples_of(gold, product)


@contextmanager
def _product(paths: Sequence[Path]) -> Iterator[Product]:
    """A product over these documents alone, gone afterwards."""
    with TemporaryDirectory() as folder:
        product = build(load_settings(data_dir=Path(folder)))
        bring_up(product, paths, say=lambda _: None)
        yield product
        product.close()


def _say(line: str) -> None:
    print(line, flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="训练把问题和句子放在一起读的模型")
    parser.add_argument("--policies", type=Path, default=POLICIES)
    parser.add_argument("--out", type=Path, default=WEIGHTS_FILE)
    parser.add_argument("--blend-only", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
