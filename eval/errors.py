"""Failures of the eval, by who must act."""


class EvalError(Exception):
    """Base of all failures of this package; the message is a Chinese sentence for people."""


class GoldInvalid(EvalError):
    """The author of gold questions must act: the message names file, line and reason."""


class RunUnusable(EvalError):
    """The caller must act: the run folder is absent, incomplete, or of other settings."""


class GateInvalid(EvalError):
    """The maintainer must act: the gate file names an unknown metric or is no TOML."""


class ContextsUnusable(EvalError):
    """The caller of `reader` must act: its input cannot be opened, or its output is another's."""


class PairsUnusable(EvalError):
    """The author of labelled pairs must act: the message names the file or the missing quote."""
