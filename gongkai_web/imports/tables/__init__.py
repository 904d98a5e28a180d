"""Tables with a declared head – items, past stock, registers – come in row by row, each row once."""
