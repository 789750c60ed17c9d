"""Messages of bytes over two pipes: their length, then the bytes."""

from __future__ import annotations

from typing import IO, NamedTuple

_LENGTH = 8


class Channel(NamedTuple):
    """One end of a conversation."""

    incoming: IO[bytes]
    outgoing: IO[bytes]

    def send(self, message: bytes) -> None:
        """Raises OSError where nobody is left at the other end."""
        self.outgoing.write(len(message).to_bytes(_LENGTH, "big"))
        self.outgoing.write(message)
        self.outgoing.flush()

    def receive(self) -> bytes:
        """The next message; EOFError where the other end is gone."""
        return self._exactly(int.from_bytes(self._exactly(_LENGTH), "big"))

    def _exactly(self, count: int) -> bytes:
        data = self.incoming.read(count)
        if len(data) < count:
            raise EOFError
        return data
