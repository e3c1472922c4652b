"""An OpenAI-compatible chat endpoint: a prompt in, pieces of text out; the only langchain-openai.

Whatever goes wrong on the way is `ModelUnavailable`, by one table. Its message names the kind of
failure only: what endpoints answer may hold the key or the question.
"""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import cast

import httpx
import openai
from langchain_core.messages import AIMessageChunk
from langchain_openai import ChatOpenAI
from pydantic import SecretStr

from bot.errors import ModelRefused, ModelUnavailable
from prompts import Prompt

# A wrong key, name or address: asking again would bring the same.
_REFUSALS: tuple[type[Exception], ...] = (
    openai.AuthenticationError,
    openai.PermissionDeniedError,
    openai.NotFoundError,
    openai.BadRequestError,
    openai.UnprocessableEntityError,
)
# What the libraries raise where the answer is away, no answer, HTML, or half a JSON.
_FAILURES: tuple[type[Exception], ...] = (
    openai.OpenAIError,
    httpx.HTTPError,
    httpx.StreamError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
)


class ChatEndpoint:
    """A chat model behind HTTP. Nothing is retried here, and no connection outlives its answer."""

    def __init__(self, base_url: str, name: str, *, api_key: SecretStr, timeout_s: float) -> None:
        self.name = name
        # Connections belong to an event loop, and not all askers share one: none is kept.
        limits = httpx.Limits(max_keepalive_connections=0)
        self._model = ChatOpenAI(
            model=name,
            base_url=base_url,
            # The library demands a key, and would else look for one in the environment.
            api_key=api_key if api_key.get_secret_value() else SecretStr("none"),
            http_client=httpx.Client(timeout=timeout_s, limits=limits),
            http_async_client=httpx.AsyncClient(timeout=timeout_s, limits=limits),
            timeout=timeout_s,
            max_retries=0,
            temperature=0,
            stream_usage=False,
        )

    async def stream(self, prompt: Prompt) -> AsyncGenerator[str, None]:
        """Yield the text as it comes; leaving early closes the request."""
        messages = [("system", prompt.system), ("user", prompt.user)]
        try:
            # Declared an iterator, it is a generator, which has to be closed to close the request.
            chunks = cast("AsyncGenerator[AIMessageChunk, None]", self._model.astream(messages))
            async with aclosing(chunks):
                async for chunk in chunks:
                    yield str(chunk.text)
        except _REFUSALS as error:
            raise ModelRefused(type(error).__name__) from error
        except _FAILURES as error:
            raise ModelUnavailable(type(error).__name__) from error
