"""公开主体: agencies, their tree and history, people, and their terms of office."""
