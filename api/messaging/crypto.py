"""Signatures and AES of 公众号, 企业微信 and its AI bot: one scheme, only `receive_id` differs.

AES-256-CBC, IV = key[:16]; plain text = random(16) + uint32_be(length) + message + receive_id,
padded to 32 (Tencent's documents 90968 and 91144). All refusals are alike to the sender: the
detail of a wrong padding would be an oracle.
"""

import base64
import binascii
import hashlib
import hmac
import os
import re
import struct

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from api.messaging.errors import BodyRefused

_KEY = re.compile(r"[A-Za-z0-9+/]{43}")
_BLOCK = 32
_AES_BLOCK = 16
_NONCE_BYTES = 16
_LENGTH_BYTES = 4


def is_encoding_key(text: str) -> bool:
    """Whether a text has the form of an EncodingAESKey.

    Its last character may hold spare bits that are not zero: no strict decoder may judge it.
    """
    return _KEY.fullmatch(text) is not None


def signature_of(*parts: str) -> str:
    """Return the SHA-1 of the parts in byte order, joined without a separator."""
    joined = b"".join(sorted(part.encode() for part in parts))
    return hashlib.sha1(joined, usedforsecurity=False).hexdigest()


def is_signed(signature: str, *parts: str) -> bool:
    """Compare a signature in constant time; what cannot be encoded is signed by nobody."""
    try:
        return hmac.compare_digest(signature_of(*parts).encode(), signature.encode())
    except UnicodeEncodeError:
        return False


class MessageCrypt:
    """Seals and opens messages of one token, key and receiver."""

    def __init__(self, token: str, encoding_aes_key: str, receive_id: str) -> None:
        if not is_encoding_key(encoding_aes_key):
            raise ValueError("an EncodingAESKey has 43 characters of A-Z, a-z and 0-9")
        self.token = token
        self._key = base64.b64decode(encoding_aes_key + "=")
        self._receive_id = receive_id.encode()

    def encrypt(self, message: str, *, random16: bytes | None = None) -> str:
        """Return a message sealed, as base64."""
        content = message.encode()
        head = (random16 or os.urandom(_NONCE_BYTES)) + struct.pack(">I", len(content))
        plain = head + content + self._receive_id
        pad = _BLOCK - len(plain) % _BLOCK
        encryptor = self._cipher().encryptor()
        sealed = encryptor.update(plain + bytes([pad]) * pad) + encryptor.finalize()
        return base64.b64encode(sealed).decode()

    def sign(self, timestamp: str, nonce: str, encrypted: str) -> str:
        """Return the `msg_signature`, which unlike `signature` covers the body."""
        return signature_of(self.token, timestamp, nonce, encrypted)

    def open(self, encrypted: str, *, signature: str, timestamp: str, nonce: str) -> str:
        """Return the message inside, after its `msg_signature` was checked.

        Raises:
            BodyRefused: it is not signed by the token, or not sealed with the key for us.
        """
        if not is_signed(signature, self.token, timestamp, nonce, encrypted):
            raise BodyRefused("msg_signature")
        return self.decrypt(encrypted)

    def decrypt(self, encrypted: str) -> str:
        """Return the message inside.

        Raises:
            BodyRefused: it is not sealed with the key for us.
        """
        plain = self._unpadded(_sealed_bytes(encrypted))[_NONCE_BYTES:]
        (length,) = struct.unpack(">I", plain[:_LENGTH_BYTES])
        content, receiver = plain[_LENGTH_BYTES:][:length], plain[_LENGTH_BYTES + length :]
        if len(content) != length or not hmac.compare_digest(receiver, self._receive_id):
            raise BodyRefused("receive_id")
        try:
            return content.decode()
        except UnicodeDecodeError as error:
            raise BodyRefused("charset") from error

    def _unpadded(self, sealed: bytes) -> bytes:
        decryptor = self._cipher().decryptor()
        plain = decryptor.update(sealed) + decryptor.finalize()
        pad = plain[-1]
        shortest = pad + _NONCE_BYTES + _LENGTH_BYTES
        is_padded = 1 <= pad <= _BLOCK and plain.endswith(bytes([pad]) * pad)
        if not is_padded or len(plain) < shortest:
            raise BodyRefused("padding")
        return plain[:-pad]

    def _cipher(self) -> Cipher[modes.CBC]:
        return Cipher(algorithms.AES(self._key), modes.CBC(self._key[:_AES_BLOCK]))


def _sealed_bytes(encrypted: str) -> bytes:
    try:
        sealed = base64.b64decode(encrypted, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BodyRefused("base64") from error
    if not sealed or len(sealed) % _AES_BLOCK:
        raise BodyRefused("length")
    return sealed
