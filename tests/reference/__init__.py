"""The executable reference: docs/language.md as a small, slow, obvious interpreter.

It is written from that page alone. Where the compiled program and this package disagree, the page decides.
"""
