"""Logging of the server: one line an event, its fields behind it as `name=value`."""

import logging

_OWN_FIELDS = frozenset(vars(logging.makeLogRecord({}))) | {
    "message",
    "asctime",
    "taskName",
    "color_message",  # uvicorn says the same again in colours
}


class FieldFormatter(logging.Formatter):
    """Adds what was given in `extra` to the line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        fields = {name: value for name, value in vars(record).items() if name not in _OWN_FIELDS}
        suffix = "".join(f" {name}={value}" for name, value in fields.items())
        return super().format(record) + suffix


def configure_logging() -> None:
    """Log at INFO to stderr; called once, by `zhengce serve`."""
    handler = logging.StreamHandler()
    handler.setFormatter(FieldFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    # Libraries speak up only when something is wrong; their addresses may hold questions.
    for name in ("httpx", "httpcore", "openai", "chromadb", "jieba"):
        logging.getLogger(name).setLevel(logging.WARNING)
