"""Between `app.py` and the rest: each module takes events or requests apart for one part of the product."""
