"""Texts cut down to what people are shown; the topic takes no message of more than 256 KB."""

MOST_TEXT, MOST_PROBLEM, MOST_LINE = 4_000, 3_000, 300
"""Characters of an alert's text, of what is wrong with a delivery, and of one line."""


def shortened(text: str, most: int = MOST_PROBLEM) -> str:
    """A text of at most so many characters, and a word on how many more there were.

    >>> shortened("0123456789" * 10, 30)
    '0123456 … and 93 more letters'
    """
    if len(text) <= most:
        return text
    kept = most - len(f" … and {len(text)} more letters")
    return f"{text[:kept]} … and {len(text) - kept} more letters"
