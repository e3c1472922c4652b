"""Failures of the bridges. `BodyRefused` is the sender's, `CallFailed` the platform's or ours."""


class MessagingError(Exception):
    """Base of the failures of this package."""


class BodyRefused(MessagingError):
    """The sender must act: what came is not signed, not decipherable or not a message."""


class CallFailed(MessagingError):
    """The operator must act, or nobody yet: an interface of Tencent refused with a code."""

    def __init__(self, code: int, words: str) -> None:
        super().__init__(f"{code} {words}")
        self.code = code
