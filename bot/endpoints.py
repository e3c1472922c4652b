"""What is reached over the network, as the settings say: model, embedder, reranker.

Each None where it is not configured; without an endpoint the bundled embedder is there.
"""

import httpx

from bot.settings import Endpoint, RerankEndpoint
from bot.writing import CircuitBreaker, ModelWriter
from retrieval import Embedder, EndpointEmbedder, EndpointReranker, Reranker, bundled_embedder


def model_writer(endpoint: Endpoint) -> ModelWriter | None:
    """Return what writes with the language model of an endpoint."""
    if endpoint.base_url is None or endpoint.name is None:
        return None
    # Its libraries take some seconds to import, which the start without a model must not cost.
    from bot.writing.endpoint import ChatEndpoint

    model = ChatEndpoint(
        endpoint.base_url, endpoint.name, api_key=endpoint.api_key, timeout_s=endpoint.timeout_s
    )
    return ModelWriter(model, timeout_s=endpoint.timeout_s, breaker=CircuitBreaker())


def embedder(endpoint: Endpoint) -> Embedder | None:
    """Return the embedder of an endpoint, else the bundled one, where it can be loaded."""
    if endpoint.base_url is None or endpoint.name is None:
        return bundled_embedder()
    client = httpx.Client(timeout=endpoint.timeout_s)
    key = endpoint.api_key.get_secret_value() or None
    return EndpointEmbedder(endpoint.base_url, endpoint.name, client=client, api_key=key)


def reranker(endpoint: RerankEndpoint) -> Reranker | None:
    """Return the reranker of an endpoint."""
    if endpoint.base_url is None or endpoint.name is None:
        return None
    return EndpointReranker(
        endpoint.base_url,
        endpoint.name,
        client=httpx.Client(timeout=endpoint.timeout_s),
        budget_s=endpoint.timeout_s,
        api_key=endpoint.api_key.get_secret_value() or None,
    )
