"""Who may do what: callers, roles, and how a caller proves who he is."""
