"""The page /docs: the guide and the contract, written for partners' engineers, as plain HTML without a script."""
