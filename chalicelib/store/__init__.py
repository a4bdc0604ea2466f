"""The one table: its port, the table itself on DynamoDB, its twin in memory, and what is kept in it."""
