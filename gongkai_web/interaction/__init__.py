"""互动: what people write to an agency – and are told, in time, in public where they agree."""
