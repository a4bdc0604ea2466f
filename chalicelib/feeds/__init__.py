"""The room of the feeds: what SAP and the business deliver, fetching it whole, and landing it unchanged."""
