-- SPDX-License-Identifier: GPL-3.0-or-later
-- The time as the Wardline modules see it. Only an instance whose configuration says wardline_test_clock = true can be moved in time.

local datetime = require "util.datetime";
local shared = module:shared("/*/wardline/clock");
local movable = module:get_option_boolean("wardline_test_clock", false);
local M = {};

function M.now()
	return os.time() + (movable and shared.offset or 0);
end

function M.move(seconds)
	if not movable then return nil, "this relay has no test clock"; end
	shared.offset = (shared.offset or 0) + seconds;
	return shared.offset;
end

function M.text(time)
	return datetime.datetime(math.floor(time));
end

return M;
