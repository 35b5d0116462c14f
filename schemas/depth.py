"""How deep a text nests that claims to be JSON, told before it is parsed."""


def json_depth(value: bytes) -> int:
    """Return how deep arrays and objects are nested in a text that may not even be JSON."""
    depth = deepest = 0
    quoted = escaped = False
    for char in value:
        if quoted:
            if escaped:
                escaped = False
            elif char == 0x5C:
                escaped = True
            elif char == 0x22:
                quoted = False
        elif char == 0x22:
            quoted = True
        elif char in (0x7B, 0x5B):
            depth += 1
            deepest = max(deepest, depth)
        elif char in (0x7D, 0x5D):
            depth -= 1
    return deepest
