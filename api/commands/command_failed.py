"""The failure of a command. Imports nothing of ours: the command line reads it as it starts."""


class CommandFailed(Exception):
    """The caller of the command line must act; the message is a Chinese sentence."""
