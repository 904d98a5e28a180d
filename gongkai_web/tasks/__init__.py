"""What is done behind a request, and what at its hour? Jobs with leases in a table, and a schedule."""
