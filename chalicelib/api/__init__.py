"""What the routes answer: each module reads what one page of the web app needs, and nothing is decided here."""
