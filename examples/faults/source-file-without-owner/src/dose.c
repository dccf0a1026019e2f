int dose(void) { return 0; }
