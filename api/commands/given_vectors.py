"""Vectors given with documents: a .jsonl and a .npy in, the embedding cache filled."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from api.commands.command_failed import CommandFailed
from bot.assembly import Product
from retrieval import VectorsDoNotFit, import_vectors


def take_vectors(product: Product, paths: Sequence[Path], vectors: Path) -> int:
    """Take row n of the vectors for line n of the documents; return for how many chunks.

    Raises:
        CommandFailed: there is not one file of documents, or the vectors are not of its lines.
    """
    embedder = product.indexer.embedder
    if embedder is None:
        raise CommandFailed("没有嵌入模型，用不了向量。")
    if len(paths) != 1 or paths[0].suffix != ".jsonl":
        raise CommandFailed("--vectors 要和一个 .jsonl 文件一起给出，每行文件对应一行向量。")
    try:
        rows = np.load(vectors, allow_pickle=False)
        lines = paths[0].read_text(encoding="utf-8").split("\n")
        ids = [str(json.loads(line)["id"]) for line in lines if line.strip()]
        return import_vectors(
            ids, np.asarray(rows, np.float32), store=product.store, embedder=embedder
        )
    except (OSError, ValueError, KeyError) as error:
        raise CommandFailed(f"读不了 {vectors} 或 {paths[0]}：{error}") from error
    except VectorsDoNotFit as error:
        raise CommandFailed(str(error)) from error
