"""The trail of a customs line: every figure with the facts it was made from, for a person to follow (R4.01).

    keep.generate_with_trails(data)     entries together with the working that their trails are written from
    document.Explainer(...).explain     the trail of one line as data, every number as text
    document.explain_line               the same, for one line only
    page.page(trail)                    the same trail as an HTML page that prints well
    provenance.Provenance(data)         hashes of the reference data and of the inputs, versions of rows

Nothing here computes a line. A trail is written from the working of the engine and asks the engine's own
resolver why rows won and lost; where its figures do not fit the line it refuses to be written
(`TrailMismatch`).
"""
