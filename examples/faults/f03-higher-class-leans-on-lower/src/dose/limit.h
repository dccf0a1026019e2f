int limited(int rate);
