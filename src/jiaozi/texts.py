"""Texts that people write and that are stored and shown as they are: names, titles, reasons, references."""


def is_plain(text: str, longest: int, *, empty: bool = False) -> bool:
    """Whether a text is printable and at most `longest` characters, without blanks at its ends, which OceanBase leaves
    out of account when it compares texts. An empty one is plain only where it may be."""
    return len(text) <= longest and text.isprintable() and text.strip() == text and (empty or text != "")
