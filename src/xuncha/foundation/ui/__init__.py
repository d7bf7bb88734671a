"""Components of the interface, once: shell, ledgers, forms, states, charts."""
