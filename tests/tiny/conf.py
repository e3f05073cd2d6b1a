extensions = ["taiyaku"]
