"""The schemas of what the API takes and gives, a module per tag; the contract names them."""
