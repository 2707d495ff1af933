"""What goes wrong, with the code that `comity explain CODE` explains."""

from __future__ import annotations


class Error(ValueError):
    """An input, a book or a table that is not understood. `code` is that of the (first) message, such as "C0807", or None."""

    def __init__(self, message: str, code: str | None = None) -> None:
        super().__init__(message)
        self.code = code

    def __reduce__(self) -> tuple[type[Error], tuple[str, str | None]]:
        return (type(self), (str(self), self.code))
