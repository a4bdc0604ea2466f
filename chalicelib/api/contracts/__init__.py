"""The rows of the contract, a module per part of the web app."""
