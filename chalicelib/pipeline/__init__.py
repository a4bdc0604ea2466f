"""What the system does, one module per verb: ingest, receive, load, plan, generate, compare, alert, sweep.

Each use case takes the `Ports` (the table, the buckets, the queues, SAP, the clock) and plain values. It may
be called twice, stopped anywhere and called again: the table says what is done.
"""
