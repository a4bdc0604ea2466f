"""What the routes answer: each module reads what one page of the web app needs; nothing is decided here."""
