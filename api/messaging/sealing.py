"""Who asked and what: a keyed hash to find a person's rows by, and sealed text to answer them.

A push after a restart needs the address, so it is kept, encrypted with a key that is in no
database; the key follows from the secrets of the bridge's settings.
"""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken


class Sealer:
    """Hashes and seals with a key made of the operator's secrets."""

    def __init__(self, *secrets: str) -> None:
        self._key = hashlib.sha256("\0".join(secrets).encode()).digest()
        self._fernet = Fernet(base64.urlsafe_b64encode(self._key))

    def pseudonym(self, *parts: str) -> str:
        """Return the same unreadable name for the same parts, 40 hexadecimal digits."""
        text = "\0".join(parts).encode("utf-8", "replace")
        return hmac.new(self._key, text, hashlib.sha256).hexdigest()[:40]

    def seal(self, text: str) -> str:
        """Return a text that only this key opens."""
        return self._fernet.encrypt(text.encode("utf-8", "replace")).decode()

    def unseal(self, sealed: str) -> str | None:
        """Return what was sealed; None if it was with another key."""
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken:
            return None
