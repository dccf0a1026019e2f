int purge(void) { return 0; }
