"""Raw deliveries, from SAP or as CSV files, made into checked and canonical rows.

`transforming.transform` is the one entry point; `quality.judge` says whether a delivery may be used, and
`cross_checks.cross_check` what hardly fits together in it.
"""
