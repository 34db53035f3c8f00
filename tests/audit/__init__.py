"""Every public page, both schemes, narrow and wide, under axe and the Nu checker: make audit."""
