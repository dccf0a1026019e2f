#include "limit.h"
#include "../display/units.h"

int limited(int rate) { return rate > LARGEST_SHOWN ? LARGEST_SHOWN : rate; }
