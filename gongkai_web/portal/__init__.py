"""The public site: agencies, documents, annual reports."""
