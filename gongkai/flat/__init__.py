"""How do many rows become one flat file – CSV, JSON or Parquet – without being held in memory together?"""
